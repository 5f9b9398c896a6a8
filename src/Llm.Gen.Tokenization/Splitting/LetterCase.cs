using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Which parts of a word a character can be in where words are cut between small and capital letters.</summary>
internal static class LetterCase
{
    /// <summary>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]: the head of a word.</summary>
    public const byte Head = 1;

    /// <summary>[\p{Ll}\p{Lm}\p{Lo}\p{M}]: its body.</summary>
    public const byte Body = 2;

    private const byte Surrogate = 4;

    private static readonly byte[] Table = BuildTable();

    /// <summary>The parts of the character at <paramref name="index"/>; none at the end of the text.</summary>
    public static byte At(ReadOnlySpan<char> text, int index, out int width)
    {
        width = 1;
        if ((uint)index >= (uint)text.Length)
            return 0;
        var parts = Table[text[index]];
        if (parts != Surrogate)
            return parts;
        Rune.DecodeFromUtf16(text[index..], out var rune, out width);
        return Of(Rune.GetUnicodeCategory(rune));
    }

    /// <summary>The end of the run of characters from <paramref name="index"/> that can be in a part.</summary>
    public static int SkipWhile(ReadOnlySpan<char> text, int index, byte part)
    {
        while ((At(text, index, out var width) & part) != 0)
            index += width;
        return index;
    }

    private static byte[] BuildTable()
    {
        var table = new byte[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
            table[c] = char.IsSurrogate((char)c) ? Surrogate : Of(CharUnicodeInfo.GetUnicodeCategory(c));
        return table;
    }

    private static byte Of(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Head,
        UnicodeCategory.LowercaseLetter => Body,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Head | Body,
        _ => 0,
    };
}
