namespace Llm.Gen.Tokenization;

/// <summary>Runs of word characters and runs of punctuation, white space dropped: <c>\w+|[^\w\s]+</c>.</summary>
internal readonly struct WordScanner : IWordScanner
{
    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        start = CharacterClass.SkipWhile(text, start, CharacterClass.Space);
        if (start == text.Length)
            return start;
        var end = CharacterClass.SkipWhile(text, start, CharacterClass.Word);
        if (end > start)
            return end;
        while (end < text.Length && (CharacterClass.At(text, end, out var width) & (CharacterClass.Word | CharacterClass.Space)) == 0)
            end += width;
        return end;
    }
}
