namespace Llm.Gen.Tokenization;

/// <summary>ByteLevel's add_prefix_space: a space in front of a text that does not begin with one.</summary>
internal sealed class PrefixSpaceStage(Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state)
    {
        if (text.IsEmpty || text[0] == ' ')
        {
            next.Process(text, atStart, state);
            return;
        }

        var buffer = new TextBuffer(text.Length + 1);
        try
        {
            buffer.Append(' ');
            buffer.Append(text);
            next.Process(buffer.Text, atStart, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
