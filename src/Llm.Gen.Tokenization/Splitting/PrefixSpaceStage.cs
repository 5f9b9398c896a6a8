namespace Llm.Gen.Tokenization;

/// <summary>ByteLevel's add_prefix_space: a space in front of a text that does not begin with one.</summary>
internal sealed class PrefixSpaceStage(Stage next) : Stage
{
    private readonly PrependNormalizer _prepend = new(" ");

    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        if (text.IsEmpty || text[0] == ' ')
        {
            next.Process(text, at, state);
            return;
        }

        var buffer = new TextBuffer(text.Length + 1, state.Layer, at, text.Length);
        try
        {
            _prepend.Normalize(text, ref buffer);
            ProcessRewritten(next, buffer, at, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
