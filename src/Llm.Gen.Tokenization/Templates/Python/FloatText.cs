using System.Globalization;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Floats as Python prints them: the fewest digits that give the number back.</summary>
internal static class FloatText
{
    private const int LargestPlainExponent = 15;
    private const int SmallestPlainExponent = -4;

    public static string Of(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        var sign = double.IsNegative(number) ? "-" : "";
        if (number == 0)
            return sign + "0.0";

        var (digits, exponent) = Shortest(Math.Abs(number));
        return sign + (exponent is >= SmallestPlainExponent and <= LargestPlainExponent ? Plain(digits, exponent) : Scientific(digits, exponent));
    }

    /// <summary>Digits without zeros around, with the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Shortest(double number)
    {
        // .NET finds the same digits but places the point by other rules.
        var parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.');
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        var exponent = (point < 0 ? digits.Length : point) - 1 - zeros;
        if (parts.Length == 2)
            exponent += int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return (digits.Trim('0'), exponent);
    }

    /// <summary>Digits with a point and the power of ten, at least two digits of it.</summary>
    public static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits.Insert(1, ".");
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0') + ".0" : digits.Insert(exponent + 1, ".");
    }
}
