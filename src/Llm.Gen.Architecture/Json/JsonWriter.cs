using System.Globalization;
using System.Text;

namespace Llm.Gen.Architectures;

/// <summary>Writes JSON as Python's json module does with an indent of 2, so that a file differs from a published one only in its values.</summary>
public static class JsonWriter
{
    /// <summary>The text of a value: LF line ends, no end of line after the last.</summary>
    public static string Write(JsonValue value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    /// <summary>A string in double quotes, control characters and non-ASCII ones escaped.</summary>
    public static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            var escape = "\"\\\b\f\n\r\t".IndexOf(c);
            if (escape >= 0)
                quoted.Append('\\').Append("\"\\bfnrt"[escape]);
            else if (c is >= ' ' and <= '~')
                quoted.Append(c);
            else
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A whole number.</summary>
    public static JsonNumber Number(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A finite number in the fewest digits that give it back: 10000.0, 1e-05.</summary>
    public static JsonNumber Number(double value)
    {
        var (isNegative, digits, exponent) = ShortestDigits(value);
        var text = exponent switch
        {
            < -4 or >= 16 => Scientific(digits, exponent),
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits.Insert(exponent + 1, "."),
        };
        return new JsonNumber((isNegative ? "-" : "") + text);
    }

    private static string Scientific(string digits, int exponent) =>
        (digits.Length == 1 ? digits : digits.Insert(1, ".")) + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>The fewest significant digits d0 d1 d2 .. of a finite number d0.d1d2.. x 10^exponent; on every runtime the same.</summary>
    private static (bool IsNegative, string Digits, int Exponent) ShortestDigits(double value)
    {
        var text = "";
        for (var precision = 14; precision <= 16 && (text.Length == 0 || Parse(text) != value); precision++)
            text = value.ToString("E" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

        var e = text.IndexOf('E');
        var digits = text.Substring(0, e).TrimStart('-').Replace(".", "").TrimEnd('0');
        return (text[0] == '-', digits.Length == 0 ? "0" : digits, int.Parse(text.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, JsonValue value, int depth)
    {
        if (value is JsonObject { Members.Count: > 0 } json)
            AppendBlock(text, '{', json.Members, '}', depth, member => Append(text.Append(Quote(member.Key)).Append(": "), member.Value, depth + 1));
        else if (value is JsonArray { Items.Count: > 0 } array)
            AppendBlock(text, '[', array.Items, ']', depth, item => Append(text, item, depth + 1));
        else
            text.Append(value.Text);
    }

    private static void AppendBlock<T>(StringBuilder text, char opening, IReadOnlyList<T> items, char closing, int depth, Action<T> append)
    {
        text.Append(opening);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (depth + 1));
            append(items[i]);
        }

        text.Append('\n').Append(' ', 2 * depth).Append(closing);
    }
}
