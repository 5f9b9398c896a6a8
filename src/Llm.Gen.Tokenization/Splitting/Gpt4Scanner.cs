namespace Llm.Gen.Tokenization;

/// <summary>
/// GPT-4's pattern, as Llama 3 (numbers of up to three digits) and Qwen 2 (single digits) use it: contractions in any case, words with
/// at most one character in front that is no letter, numbers, other runs with the line ends after them, line ends, white space.
/// </summary>
/// <param name="digits">How many digits a number has at most.</param>
/// <param name="joinsEnd">Whether white space at the end of the text is one piece, line ends or not.</param>
internal readonly struct Gpt4Scanner(int digits, bool joinsEnd = false) : IWordScanner
{
    private const string Words = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Others = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>The pattern with single digits.</summary>
    public const string SingleDigits = Words + @"\p{N}" + Others;

    /// <summary>The pattern with numbers of up to three digits.</summary>
    public const string ThreeDigits = Words + @"\p{N}{1,3}" + Others;

    /// <summary>tiktoken's cl100k_base: numbers of up to three digits, white space at the end of the text in one piece.</summary>
    public const string Cl100K =
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s";

    public int Next(ReadOnlySpan<char> text, ref int start)
    {
        var first = text[start];
        if (first == '\'' && Contraction(text[(start + 1)..]) is var length and > 0)
            return start + 1 + length;

        var classes = CharacterClass.At(text, start, out var width);
        var after = start + width;
        if ((classes & CharacterClass.Letter) != 0)
            return CharacterClass.SkipWhile(text, after, CharacterClass.Letter);
        if ((classes & CharacterClass.Number) != 0)
            return NumberEnd(text, after, digits);
        if (first is not ('\r' or '\n') && CharacterClass.SkipWhile(text, after, CharacterClass.Letter) is var word && word > after)
            return word;
        if ((classes & CharacterClass.Other) != 0)
            return OtherRun(text, after);
        if (first == ' ' && CharacterClass.SkipWhile(text, after, CharacterClass.Other) is var other && other > after)
            return OtherRun(text, other);
        return joinsEnd && CharacterClass.SkipWhile(text, start, CharacterClass.Space) == text.Length ? text.Length : SpaceEnd(text, start);
    }

    /// <summary>The end of a number of at most <paramref name="digits"/> digits, the first of which ends at <paramref name="end"/>.</summary>
    public static int NumberEnd(ReadOnlySpan<char> text, int end, int digits)
    {
        for (var count = 1; count < digits && end < text.Length; count++)
        {
            if ((CharacterClass.At(text, end, out var width) & CharacterClass.Number) == 0)
                break;
            end += width;
        }

        return end;
    }

    /// <summary><c>\s*[\r\n]+|\s+(?!\S)|\s+</c>: the first ends behind the last line end of the white space.</summary>
    public static int SpaceEnd(ReadOnlySpan<char> text, int start)
    {
        var end = CharacterClass.SkipWhile(text, start, CharacterClass.Space);
        var lineEnd = text[start..end].LastIndexOfAny('\r', '\n');
        return lineEnd >= 0 ? start + lineEnd + 1 : end == text.Length || end == start + 1 ? end : end - 1;
    }

    /// <summary>The length of a contraction, without its apostrophe, or 0. U+017F, the long s, is an s when case is ignored.</summary>
    public static int Contraction(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
            return 0;
        if (rest[0] is 's' or 'S' or '\u017F' or 't' or 'T' or 'm' or 'M' or 'd' or 'D')
            return 1;
        return rest is ['r' or 'R', 'e' or 'E', ..] or ['v' or 'V', 'e' or 'E', ..] or ['l' or 'L', 'l' or 'L', ..] ? 2 : 0;
    }

    private static int OtherRun(ReadOnlySpan<char> text, int end)
    {
        end = CharacterClass.SkipWhile(text, end, CharacterClass.Other);
        while (end < text.Length && text[end] is ('\r' or '\n'))
            end++;
        return end;
    }
}
