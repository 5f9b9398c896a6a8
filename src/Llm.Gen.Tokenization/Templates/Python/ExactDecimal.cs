using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Floats in decimals, exactly: rounded half to even, as Python's <c>round</c> and formats do.</summary>
internal static class ExactDecimal
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;

    /// <summary><c>|number| * 10^power</c>, rounded to a whole number.</summary>
    public static BigInteger Scale(double number, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(number));
        var exponent = (int)(bits >> MantissaBits);
        var mantissa = bits & ((1L << MantissaBits) - 1);
        BigInteger above = exponent == 0 ? mantissa : mantissa | (1L << MantissaBits);
        var below = BigInteger.One;
        var shift = Math.Max(exponent, 1) - ExponentBias;
        if (shift > 0)
            above <<= shift;
        else
            below <<= -shift;
        if (power > 0)
            above *= BigInteger.Pow(10, power);
        else
            below *= BigInteger.Pow(10, -power);

        var whole = BigInteger.DivRem(above, below, out var rest);
        var half = (rest * 2).CompareTo(below);
        return half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole;
    }

    /// <summary>The digits with <paramref name="decimals"/> of them after the point, without sign.</summary>
    public static string Fixed(double number, int decimals)
    {
        var digits = Scale(number, decimals).ToString().PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : digits.Insert(digits.Length - decimals, ".");
    }

    /// <summary>So many significant digits, and the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Significant(double number, int count)
    {
        if (number == 0)
            return (new string('0', count), 0);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        for (exponent -= 1; ; exponent++)
        {
            var digits = Scale(number, count - 1 - exponent).ToString();
            if (digits.Length <= count)
                return (digits, exponent);
        }
    }
}
