namespace Llm.Gen.Tokenization;

/// <summary>Rewrites a text before it is split.</summary>
internal abstract class Normalizer
{
    /// <summary>Appends the rewritten text to <paramref name="output"/>.</summary>
    public abstract void Normalize(ReadOnlySpan<char> text, ref TextBuffer output);
}
