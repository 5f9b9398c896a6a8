namespace Llm.Gen.Tokenization;

/// <summary>SentencePiece's convention: spaces become a visible character, words begin with it.</summary>
internal sealed class MetaspaceStage(char replacement, PrependScheme scheme, bool splits, Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state)
    {
        if (text.IsEmpty)
            return;
        var buffer = new TextBuffer(text.Length + 1);
        try
        {
            if (Prepends(text, atStart))
                buffer.Append(replacement);
            buffer.AppendReplacing(text, ' ', replacement);
            Emit(buffer.Text, atStart, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private bool Prepends(ReadOnlySpan<char> text, bool atStart) =>
        scheme != PrependScheme.Never && (scheme == PrependScheme.Always || atStart) && text[0] != ' ' && text[0] != replacement;

    private void Emit(ReadOnlySpan<char> text, bool atStart, EncodeState state)
    {
        if (!splits)
        {
            next.Process(text, atStart, state);
            return;
        }

        var start = 0;
        while (start < text.Length)
        {
            var length = text[(start + 1)..].IndexOf(replacement);
            var end = length < 0 ? text.Length : start + 1 + length;
            next.Process(text[start..end], atStart && start == 0, state);
            start = end;
        }
    }
}
