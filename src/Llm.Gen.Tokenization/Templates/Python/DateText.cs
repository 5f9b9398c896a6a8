using System.Globalization;
using System.Text;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Dates by the directives of <c>strftime</c>, in English. The clock of a template knows no time zone.</summary>
internal static class DateText
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public static string Of(DateTime time, string format, Run run)
    {
        run.SpendText(format.Length * 16L);
        var text = new StringBuilder();
        for (var position = 0; position < format.Length; position++)
        {
            var start = position;
            if (format[position] != '%' || position + 1 == format.Length)
            {
                text.Append(format[position]);
                continue;
            }

            var flag = format[position + 1] is '-' or '_' or '0' or '^' && position + 2 < format.Length ? format[++position] : ' ';
            text.Append(Directive(time, format[++position], flag) ?? format[start..(position + 1)]);
        }

        return text.ToString();
    }

    // Null for what is no directive, which stays as it is.
    private static string? Directive(DateTime time, char kind, char flag) => kind switch
    {
        'a' => Name(time, "ddd", flag),
        'A' => Name(time, "dddd", flag),
        'b' or 'h' => Name(time, "MMM", flag),
        'B' => Name(time, "MMMM", flag),
        'p' => Name(time, "tt", flag),
        'P' => Name(time, "tt", flag).ToLowerInvariant(),
        'd' => Number(time.Day, 2, flag),
        'e' => Number(time.Day, 2, flag, ' '),
        'm' => Number(time.Month, 2, flag),
        'y' => Number(time.Year % 100, 2, flag),
        'Y' => Number(time.Year, 1, flag),
        'C' => Number(time.Year / 100, 2, flag),
        'H' => Number(time.Hour, 2, flag),
        'k' => Number(time.Hour, 2, flag, ' '),
        'I' => Number((time.Hour + 11) % 12 + 1, 2, flag),
        'l' => Number((time.Hour + 11) % 12 + 1, 2, flag, ' '),
        'M' => Number(time.Minute, 2, flag),
        'S' => Number(time.Second, 2, flag),
        'f' => Number(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond, 6, flag),
        'j' => Number(time.DayOfYear, 3, flag),
        'w' => Number((int)time.DayOfWeek, 1, flag),
        'u' => Number(((int)time.DayOfWeek + 6) % 7 + 1, 1, flag),
        'U' => Number((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7, 2, flag),
        'W' => Number((time.DayOfYear + 6 - ((int)time.DayOfWeek + 6) % 7) / 7, 2, flag),
        'V' => Number(ISOWeek.GetWeekOfYear(time), 2, flag),
        'G' => Number(ISOWeek.GetYear(time), 1, flag),
        'g' => Number(ISOWeek.GetYear(time) % 100, 2, flag),
        'c' => Name(time, "ddd MMM ", flag) + Number(time.Day, 2, ' ', ' ') + time.ToString(" HH:mm:ss yyyy", English),
        'x' or 'D' => time.ToString("MM/dd/yy", English),
        'X' or 'T' => time.ToString("HH:mm:ss", English),
        'R' => time.ToString("HH:mm", English),
        'r' => time.ToString("hh:mm:ss tt", English),
        'F' => time.ToString("yyyy-MM-dd", English),
        'z' or 'Z' => "",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    private static string Name(DateTime time, string pattern, char flag)
    {
        var name = time.ToString(pattern, English);
        return flag == '^' ? name.ToUpperInvariant() : name;
    }

    private static string Number(long number, int width, char flag, char usual = '0')
    {
        var digits = number.ToString(English);
        return flag switch
        {
            '-' => digits,
            '_' => digits.PadLeft(width),
            '0' => digits.PadLeft(width, '0'),
            _ => digits.PadLeft(width, usual),
        };
    }
}
