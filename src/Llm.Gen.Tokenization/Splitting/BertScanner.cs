namespace Llm.Gen.Tokenization;

/// <summary>BERT's words: runs of neither white space nor punctuation, each punctuation mark by itself, white space dropped.</summary>
internal readonly struct BertScanner : IWordScanner
{
    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        start = CharacterClass.SkipWhile(text, start, CharacterClass.Space);
        if (start == text.Length)
            return start;
        if ((CharacterClass.At(text, start, out var width) & CharacterClass.Punctuation) != 0)
            return start + width;
        var end = start + width;
        while (end < text.Length && (CharacterClass.At(text, end, out width) & (CharacterClass.Punctuation | CharacterClass.Space)) == 0)
            end += width;
        return end;
    }
}
