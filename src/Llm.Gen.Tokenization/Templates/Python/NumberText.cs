using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Numbers from texts, as Python's <c>int()</c> and <c>float()</c> read them; null for what is none.</summary>
internal static class NumberText
{
    private const int MostDigits = 4300;

    public static BigInteger? Whole(string text, int radix)
    {
        var digits = Trim(text);
        var isNegative = digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
            digits = digits[1..];
        var prefix = digits.Length > 1 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (prefix != 0 && (radix == prefix || radix == 0))
            (digits, radix) = (digits[2..].TrimStart('_'), prefix);
        if (radix == 0)
            radix = 10;
        if (radix is < 2 or > 36 || WithoutUnderscores(digits) is not { Length: > 0 and <= MostDigits } clean)
            return null;
        var number = BigInteger.Zero;
        foreach (var c in clean)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : radix;
            if (digit >= radix)
                return null;
            number = number * radix + digit;
        }

        return isNegative ? -number : number;
    }

    public static double? Float(string text)
    {
        if (WithoutUnderscores(Trim(text)) is not { Length: > 0 and <= MostDigits } digits)
            return null;
        switch (digits.TrimStart('+', '-').ToLowerInvariant())
        {
            case "nan" when digits.Length <= 4:
                return double.NaN;
            case "inf" or "infinity" when digits.Length is 3 or 4 or 8 or 9:
                return digits[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        return digits.AsSpan().ContainsAnyExcept("0123456789.eE+-") ? null
            : double.TryParse(digits, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Trim(string text) => Spaces.TrimEnd(Spaces.TrimStart(text));

    // An underscore may stand between two digits only.
    private static string? WithoutUnderscores(string text)
    {
        for (var index = text.IndexOf('_'); index >= 0; index = text.IndexOf('_', index + 1))
        {
            if (index == 0 || index + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[index - 1]) || !char.IsAsciiLetterOrDigit(text[index + 1]))
                return null;
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }
}
