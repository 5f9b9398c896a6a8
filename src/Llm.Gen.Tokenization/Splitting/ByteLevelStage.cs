namespace Llm.Gen.Tokenization;

/// <summary>Writes the bytes of the text as GPT-2's characters, where the next step needs them written out.</summary>
internal sealed class ByteLevelStage(Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        var buffer = new TextBuffer(text.Length * 2, state.Layer, at, text.Length);
        try
        {
            ByteCharacters.Append(text, ref buffer);
            ProcessRewritten(next, buffer, at, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
