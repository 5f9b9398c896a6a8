using System.Globalization;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>What the characters of a text are.</summary>
internal static class TextClass
{
    /// <summary>Whether the text is not empty and a claim holds for every code point.</summary>
    public static BooleanValue All(TextValue text, Func<string, bool> test) => BooleanValue.Of(text.Text.Length > 0 && CodePoints.Split(text.Text).All(test));

    public static bool IsLetter(string point) => Category(point)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;

    public static bool IsDecimal(string point) => Category(point) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>A decimal digit, or one written high, low or in a circle.</summary>
    public static bool IsDigit(string point) => CharUnicodeInfo.GetDigitValue(point, 0) >= 0;

    public static bool IsNumeric(string point) => CharUnicodeInfo.GetNumericValue(point, 0) >= 0;

    public static bool IsIdentifier(string text) =>
        text.Length > 0 && CodePoints.Split(text).First() is var first && (first == "_" || IsLetter(first) || Category(first) == UnicodeCategory.LetterNumber)
        && CodePoints.Split(text).All(IsNamePart);

    /// <summary>Whether a code point may stand in a name.</summary>
    public static bool IsNamePart(string point) => point == "_" || IsLetter(point) || Category(point)
        is UnicodeCategory.LetterNumber or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    public static bool IsLower(string text) => CodePoints.Split(text) is var points && points.Any(CaseMapping.IsLower) && !points.Any(point => CaseMapping.IsCased(point) && !CaseMapping.IsLower(point));

    public static bool IsUpper(string text) => CodePoints.Split(text) is var points && points.Any(CaseMapping.IsUpper) && !points.Any(point => CaseMapping.IsCased(point) && !CaseMapping.IsUpper(point));

    public static bool IsTitle(string text)
    {
        var (isInWord, hasWord) = (false, false);
        foreach (var point in CodePoints.Split(text))
        {
            var isCased = CaseMapping.IsCased(point);
            if (isCased && CaseMapping.IsLower(point) != isInWord)
                return false;
            (isInWord, hasWord) = (isCased, hasWord || isCased);
        }

        return hasWord;
    }

    private static UnicodeCategory Category(string point) => CharUnicodeInfo.GetUnicodeCategory(point, 0);
}
