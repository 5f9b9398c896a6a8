using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Upper, lower and title case by Unicode's full mappings, as Python has them; .NET maps one character to one.</summary>
internal static class CaseMapping
{
    // Each word: a character, then what it is in upper case (Unicode's SpecialCasing).
    private const string SpecialUpper =
        "ßSS ŉʼN ǰJ\u030C ΐΙ\u0308\u0301 ΰΥ\u0308\u0301 ևԵՒ ẖH\u0331 ẗT\u0308 ẘW\u030A ẙY\u030A ẚAʾ ὐΥ\u0313 ὒΥ\u0313\u0300 " +
        "ὔΥ\u0313\u0301 ὖΥ\u0313\u0342 ᾀἈΙ ᾁἉΙ ᾂἊΙ ᾃἋΙ ᾄἌΙ ᾅἍΙ ᾆἎΙ ᾇἏΙ ᾈἈΙ ᾉἉΙ ᾊἊΙ ᾋἋΙ ᾌἌΙ ᾍἍΙ ᾎἎΙ ᾏἏΙ ᾐἨΙ ᾑἩΙ ᾒἪΙ ᾓἫΙ ᾔἬΙ ᾕἭΙ " +
        "ᾖἮΙ ᾗἯΙ ᾘἨΙ ᾙἩΙ ᾚἪΙ ᾛἫΙ ᾜἬΙ ᾝἭΙ ᾞἮΙ ᾟἯΙ ᾠὨΙ ᾡὩΙ ᾢὪΙ ᾣὫΙ ᾤὬΙ ᾥὭΙ ᾦὮΙ ᾧὯΙ ᾨὨΙ ᾩὩΙ ᾪὪΙ ᾫὫΙ ᾬὬΙ ᾭὭΙ ᾮὮΙ ᾯὯΙ ᾲᾺΙ ᾳΑΙ ᾴΆΙ " +
        "ᾶΑ\u0342 ᾷΑ\u0342Ι ᾼΑΙ ῂῊΙ ῃΗΙ ῄΉΙ ῆΗ\u0342 ῇΗ\u0342Ι ῌΗΙ ῒΙ\u0308\u0300 ΐΙ\u0308\u0301 ῖΙ\u0342 ῗΙ\u0308\u0342 " +
        "ῢΥ\u0308\u0300 ΰΥ\u0308\u0301 ῤΡ\u0313 ῦΥ\u0342 ῧΥ\u0308\u0342 ῲῺΙ ῳΩΙ ῴΏΙ ῶΩ\u0342 ῷΩ\u0342Ι ῼΩΙ ﬀFF ﬁFI ﬂFL ﬃFFI ﬄFFL " +
        "ﬅST ﬆST ﬓՄՆ ﬔՄԵ ﬕՄԻ ﬖՎՆ ﬗՄԽ ";

    private static readonly Dictionary<char, string> Upper1 = SpecialUpper.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(word => word[0], word => word[1..]);

    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        if (Ascii.IsValid(text) || !text.Any(Upper1.ContainsKey))
            return upper;
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
            _ = Upper1.TryGetValue(text[index], out var special) ? result.Append(special) : result.Append(upper[index]);
        return result.ToString();
    }

    public static string Lower(string text)
    {
        var lower = text.Replace("\u0130", "i\u0307", StringComparison.Ordinal).ToLowerInvariant();
        if (!text.Contains('Σ'))
            return lower;
        var result = new StringBuilder(lower);
        for (var index = 0; (index = text.IndexOf('Σ', index)) >= 0 && result.Length == text.Length; index++)
        {
            if (EndsWord(text, index))
                result[index] = 'ς';
        }

        return result.ToString();
    }

    /// <summary>The first code point in title case, the others lower.</summary>
    public static string Capitalize(string text)
    {
        if (text.Length == 0)
            return text;
        var units = CodePoints.UnitsAt(text, 0);
        return Title(text[..units]) + Lower(text)[Lower(text[..units]).Length..];
    }

    /// <summary>Every word capitalized; a word is a run of cased characters.</summary>
    public static string TitleWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInWord = false;
        foreach (var point in CodePoints.Split(text))
        {
            result.Append(isInWord ? Lower(point) : Title(point));
            isInWord = IsCased(point);
        }

        return result.ToString();
    }

    public static string Swap(string text) =>
        string.Concat(CodePoints.Split(text).Select(point => IsUpper(point) ? Lower(point) : IsLower(point) ? Upper(point) : point));

    public static bool IsCased(string point) => IsUpper(point) || IsLower(point) || Category(point) == UnicodeCategory.TitlecaseLetter;

    public static bool IsUpper(string point) => Category(point) == UnicodeCategory.UppercaseLetter;

    public static bool IsLower(string point) => Category(point) == UnicodeCategory.LowercaseLetter || point is "ª" or "º";

    private static string Title(string point) => Upper(point) is { Length: > 1 } upper && point.Length == 1 ? upper[..1] + Lower(upper[1..]) : Upper(point);

    // A sigma ends a word that has a letter before it and none after it; marks between do not count.
    private static bool EndsWord(string text, int index)
    {
        var (before, after) = (index - 1, index + 1);
        while (before >= 0 && IsIgnored(text[before].ToString()))
            before--;
        while (after < text.Length && IsIgnored(text[after].ToString()))
            after++;
        return before >= 0 && IsCased(text[before].ToString()) && !(after < text.Length && IsCased(text[after].ToString()));
    }

    private static bool IsIgnored(string point) => point is "'" or "." or ":" or "\u00AD" or "\u2019" or "^" or "`" or "\u00A8"
        || Category(point) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static UnicodeCategory Category(string point) => CharUnicodeInfo.GetUnicodeCategory(point, 0);
}
