namespace Llm.Gen.Tokenization;

/// <summary>SentencePiece's convention: spaces become a visible character, words begin with it.</summary>
internal sealed class MetaspaceStage(string replacement, PrependScheme scheme, bool splits, Stage next) : Stage
{
    private readonly ReplaceNormalizer _replace = new(new LiteralPattern(" "), replacement);
    private readonly PrependNormalizer _prepend = new(replacement);
    private readonly Stage _next = splits ? new MarkSplitStage(replacement, next) : next;

    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        if (text.IsEmpty)
            return;
        var buffer = new TextBuffer(text.Length + replacement.Length, state.Layer, at, text.Length);
        try
        {
            _replace.Normalize(text, ref buffer);
            if (Prepends(text, at == 0 && state.IsFirstPart))
                ProcessPrefixed(buffer, at, state);
            else
                ProcessRewritten(_next, buffer, at, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private bool Prepends(ReadOnlySpan<char> text, bool isStart) =>
        scheme != PrependScheme.Never && (scheme == PrependScheme.Always || isStart) && text[0] != ' ' && !text.StartsWith(replacement, StringComparison.Ordinal);

    private void ProcessPrefixed(in TextBuffer text, int at, EncodeState state)
    {
        var buffer = new TextBuffer(text.Length + replacement.Length, text.Layer, 0, text.Length);
        try
        {
            _prepend.Normalize(text.Text, ref buffer);
            ProcessRewritten(_next, buffer, at, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
