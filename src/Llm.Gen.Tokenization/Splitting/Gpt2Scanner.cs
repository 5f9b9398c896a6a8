namespace Llm.Gen.Tokenization;

/// <summary>GPT-2's pattern: contractions, words, numbers and other runs, each with at most one space in front.</summary>
internal readonly struct Gpt2Scanner : IWordScanner
{
    /// <summary>The pattern that this scanner stands for.</summary>
    public const string Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        var first = text[start];
        if (first == '\'' && Contraction(text[(start + 1)..]) is var length and > 0)
            return start + 1 + length;

        var body = first == ' ' && start + 1 < text.Length ? start + 1 : start;
        var classes = CharacterClass.At(text, body, out var width);
        if ((classes & CharacterClass.Space) != 0)
            return WhiteSpace.End(text, start);
        classes &= CharacterClass.Letter | CharacterClass.Number | CharacterClass.Other;
        return CharacterClass.SkipWhile(text, body + width, classes);
    }

    private static int Contraction(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
            return 0;
        if (rest[0] is 's' or 't' or 'm' or 'd')
            return 1;
        return rest is ['r', 'e', ..] or ['v', 'e', ..] or ['l', 'l', ..] ? 2 : 0;
    }
}
