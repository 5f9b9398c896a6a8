namespace Llm.Gen.Tokenization;

/// <summary>
/// One step on the way from text to ids. A step hands the parts of its text to the next step; the last one is the model,
/// which appends ids to the state. Nothing is collected in between, so that nothing is allocated for a word.
/// </summary>
internal abstract class Stage
{
    /// <param name="text">The part to work on; valid during the call only.</param>
    /// <param name="atStart">Whether the part begins where the whole text begins.</param>
    /// <param name="state">The caller's buffers and output.</param>
    public abstract void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state);
}
