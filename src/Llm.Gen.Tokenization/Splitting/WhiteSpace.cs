namespace Llm.Gen.Tokenization;

/// <summary>The tail that the well-known patterns share: <c>\s+(?!\S)|\s+</c>.</summary>
internal static class WhiteSpace
{
    /// <summary>
    /// The end of the white space at <paramref name="start"/>: all of it at the end of the text, else all but the last character,
    /// which goes to the next word.
    /// </summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        var end = CharacterClass.SkipWhile(text, start, CharacterClass.Space);
        return end == text.Length || end == start + 1 ? end : end - 1;
    }
}
