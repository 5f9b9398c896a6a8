namespace Llm.Gen.Tokenization;

/// <summary>
/// One step on the way from text to ids. A step hands the parts of its text to the next step; the last one is the model,
/// which appends ids to the state. Nothing is collected in between, so that nothing is allocated for a word.
/// </summary>
internal abstract class Stage
{
    /// <param name="text">The part to work on; valid during the call only.</param>
    /// <param name="at">Where in the text of the state's layer the part begins.</param>
    /// <param name="state">The caller's buffers and output.</param>
    public abstract void Process(ReadOnlySpan<char> text, int at, EncodeState state);

    /// <summary>Hands on a text that was made from the part at <paramref name="at"/>.</summary>
    protected static void ProcessRewritten(Stage next, in TextBuffer text, int at, EncodeState state)
    {
        var (layer, isFirst) = (state.Layer, state.IsFirstPart);
        (state.Layer, state.IsFirstPart) = (text.Layer, isFirst && at == 0);
        next.Process(text.Text, 0, state);
        (state.Layer, state.IsFirstPart) = (layer, isFirst);
    }
}
