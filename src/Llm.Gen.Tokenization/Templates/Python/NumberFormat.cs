using System.Globalization;
using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>The digits of formatted numbers, without sign and padding; shared by <c>%</c> and <c>format</c>.</summary>
internal static class NumberFormat
{
    public const int UsualPrecision = 6;

    /// <summary>Refuses a precision or width before memory is taken.</summary>
    public static void CheckSize(int size, Run run) => run.SpendText(size);

    public static string Float(double number, char kind, int? precision, bool keepsZeros, Run run)
    {
        var isUpper = char.IsAsciiLetterUpper(kind);
        var digits = !double.IsFinite(number) ? double.IsNaN(number) ? "nan" : "inf" : Finite(number, char.ToLowerInvariant(kind), precision ?? UsualPrecision, keepsZeros, run);
        return isUpper ? digits.ToUpperInvariant() : digits;
    }

    public static string Whole(BigInteger number, char kind)
    {
        number = BigInteger.Abs(number);
        return kind switch
        {
            'x' => Base(number, 16),
            'X' => Base(number, 16).ToUpperInvariant(),
            'o' => Base(number, 8),
            'b' => Base(number, 2),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Finite(double number, char kind, int precision, bool keepsZeros, Run run)
    {
        CheckSize(precision, run);
        if (precision > 1100)
            throw new TemplateFault($"a precision of {precision} digits; at most 1,100 are allowed.");
        switch (kind)
        {
            case 'f':
                return ExactDecimal.Fixed(number, precision);
            case 'e':
                var (digits, exponent) = ExactDecimal.Significant(number, precision + 1);
                return FloatText.Scientific(digits, exponent);
            default:
                return General(number, Math.Max(precision, 1), keepsZeros);
        }
    }

    private static string General(double number, int precision, bool keepsZeros)
    {
        var (digits, exponent) = ExactDecimal.Significant(number, precision);
        if (exponent < -4 || exponent >= precision)
            return FloatText.Scientific(keepsZeros ? digits : digits.TrimEnd('0') is { Length: > 0 } kept ? kept : "0", exponent);
        var plain = ExactDecimal.Fixed(number, precision - 1 - exponent);
        return keepsZeros || !plain.Contains('.') ? plain : plain.TrimEnd('0').TrimEnd('.');
    }

    private static string Base(BigInteger number, int radix)
    {
        if (number.IsZero)
            return "0";
        var digits = new Stack<char>();
        for (; !number.IsZero; number /= radix)
            digits.Push("0123456789abcdef"[(int)(number % radix)]);
        return string.Concat(digits);
    }
}
