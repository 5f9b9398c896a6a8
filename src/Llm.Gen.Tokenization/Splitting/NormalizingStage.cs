namespace Llm.Gen.Tokenization;

/// <summary>Normalizes the text before the next step.</summary>
internal sealed class NormalizingStage(Normalizer normalizer, Stage next) : Stage
{
    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        var buffer = new TextBuffer(text.Length + 16, state.Layer, at, text.Length);
        try
        {
            normalizer.Normalize(text, ref buffer);
            ProcessRewritten(next, buffer, at, state);
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
