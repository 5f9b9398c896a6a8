using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>The character classes that pre-tokenizer patterns ask for, as one table look-up for each UTF-16 unit.</summary>
internal static class CharacterClass
{
    /// <summary>\p{L}.</summary>
    public const byte Letter = 1;

    /// <summary>\p{N}: all numbers, not only decimal digits.</summary>
    public const byte Number = 2;

    /// <summary>The Unicode property White_Space, which is \s.</summary>
    public const byte Space = 4;

    /// <summary>Whatever is none of the above.</summary>
    public const byte Other = 8;

    /// <summary>\w: letters, marks, decimal digits, letter numbers, circled letters, connectors and the two joiners.</summary>
    public const byte Word = 32;

    /// <summary>\p{P} and the other marks of ASCII, such as $ and +.</summary>
    public const byte Punctuation = 64;

    /// <summary>Half of a character beyond U+FFFF (or a lone surrogate): its class needs both halves.</summary>
    private const byte Surrogate = 16;

    private static readonly byte[] Table = BuildTable();

    /// <summary>The classes of the character at <paramref name="index"/>; <paramref name="width"/> is its number of UTF-16 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte At(ReadOnlySpan<char> text, int index, out int width)
    {
        var classes = Table[text[index]];
        if (classes == Surrogate)
            return OfPair(text, index, out width);
        width = 1;
        return classes;
    }

    /// <summary>The end of the run of characters from <paramref name="index"/> that belong to any of <paramref name="classes"/>.</summary>
    public static int SkipWhile(ReadOnlySpan<char> text, int index, byte classes)
    {
        var table = Table;
        while ((uint)index < (uint)text.Length)
        {
            var found = table[text[index]];
            if ((found & classes) != 0)
            {
                index++;
                continue;
            }

            if (found != Surrogate || (OfPair(text, index, out var width) & classes) == 0)
                break;
            index += width;
        }

        return index;
    }

    private static byte OfPair(ReadOnlySpan<char> text, int index, out int width)
    {
        Rune.DecodeFromUtf16(text[index..], out var rune, out width);
        return Of(rune.Value);
    }

    private static byte[] BuildTable()
    {
        var table = new byte[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
            table[c] = char.IsSurrogate((char)c) ? Surrogate : Of(c);
        return table;
    }

    private static byte Of(int codePoint)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        var main = category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
            _ => codePoint <= char.MaxValue && char.IsWhiteSpace((char)codePoint) ? Space : Other,
        };
        var word = IsWord(codePoint, category) ? Word : 0;
        var punctuation = IsPunctuation(codePoint, category) ? Punctuation : 0;
        return (byte)(main | word | punctuation);
    }

    private static bool IsPunctuation(int codePoint, UnicodeCategory category) =>
        codePoint < 0x80 ? char.IsPunctuation((char)codePoint) || char.IsSymbol((char)codePoint) : category
            is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    private static bool IsWord(int codePoint, UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
        UnicodeCategory.OtherSymbol => codePoint is (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
        _ => codePoint is 0x200C or 0x200D,
    };
}
