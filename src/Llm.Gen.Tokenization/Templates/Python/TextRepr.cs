using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A text as Python writes it in a program: quoted, with escapes.</summary>
internal static class TextRepr
{
    public static string Of(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (int start = 0, units; start < text.Length; start += units)
        {
            units = CodePoints.UnitsAt(text, start);
            Append(result, text.Substring(start, units), quote);
        }

        return result.Append(quote).ToString();
    }

    private static void Append(StringBuilder result, string point, char quote)
    {
        var number = CodePoints.Number(point);
        _ = point switch
        {
            "\\" => result.Append(@"\\"),
            "\n" => result.Append(@"\n"),
            "\r" => result.Append(@"\r"),
            "\t" => result.Append(@"\t"),
            _ when point[0] == quote => result.Append('\\').Append(quote),
            _ when CodePoints.IsPrintable(point) => result.Append(point),
            _ when number < 0x100 => result.Append(CultureInfo.InvariantCulture, $@"\x{number:x2}"),
            _ when number < 0x10000 => result.Append(CultureInfo.InvariantCulture, $@"\u{number:x4}"),
            _ => result.Append(CultureInfo.InvariantCulture, $@"\U{number:x8}"),
        };
    }
}
