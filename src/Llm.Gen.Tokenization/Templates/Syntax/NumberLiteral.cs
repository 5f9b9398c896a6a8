using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Numbers in expressions: <c>1_000</c>, <c>0x1F</c>, <c>1.5e-3</c>.</summary>
internal static class NumberLiteral
{
    private const int MostDigits = 4300;

    /// <summary>The end of the number that starts at a digit.</summary>
    public static int Find(string text, int start, out bool isFloat)
    {
        var end = FindFloat(text, start);
        isFloat = end > 0;
        return isFloat ? end : FindWhole(text, start);
    }

    /// <summary>The value of a whole number; null if it has too many digits.</summary>
    public static BigInteger? Whole(string digits) => digits.Length > MostDigits ? null : NumberText.Whole(digits, 0);

    public static double Float(string digits) =>
        double.Parse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);

    // 0 if there is no float. After a point there is none: a.0.1 are two indices.
    private static int FindFloat(string text, int start)
    {
        if (start > 0 && text[start - 1] == '.')
            return 0;
        var end = Digits(text, start);
        var hasFraction = IsAt(text, end, '.') && IsDigit(text, end + 1);
        if (hasFraction)
            end = Digits(text, end + 1);
        if (IsAt(text, end, 'e') || IsAt(text, end, 'E'))
        {
            var power = end + 1 + (IsAt(text, end + 1, '+') || IsAt(text, end + 1, '-') ? 1 : 0);
            if (IsDigit(text, power))
                return Digits(text, power);
        }

        return hasFraction ? end : 0;
    }

    private static int FindWhole(string text, int start)
    {
        if (text[start] != '0')
            return Digits(text, start);
        Func<char, bool>? isDigit = start + 1 < text.Length ? char.ToLowerInvariant(text[start + 1]) switch
        {
            'x' => char.IsAsciiHexDigit,
            'o' => c => c is >= '0' and <= '7',
            'b' => c => c is '0' or '1',
            _ => null,
        }
        : null;
        var digits = start + 2 + (IsAt(text, start + 2, '_') ? 1 : 0);
        return isDigit is not null && digits < text.Length && isDigit(text[digits]) ? Run(text, digits, isDigit) : Run(text, start, c => c == '0');
    }

    private static int Digits(string text, int start) => Run(text, start, char.IsAsciiDigit);

    // Digits with single underscores between them.
    private static int Run(string text, int start, Func<char, bool> isDigit)
    {
        var end = start;
        while (end < text.Length && (isDigit(text[end]) || (text[end] == '_' && end > start && end + 1 < text.Length && isDigit(text[end + 1]))))
            end++;
        return end;
    }

    private static bool IsAt(string text, int index, char c) => index < text.Length && text[index] == c;

    private static bool IsDigit(string text, int index) => index < text.Length && char.IsAsciiDigit(text[index]);
}
