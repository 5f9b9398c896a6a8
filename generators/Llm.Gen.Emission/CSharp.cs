using System.Globalization;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>Pieces of C# text.</summary>
internal static class CSharp
{
    private static readonly string[] Keywords =
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for "
        + "foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed "
        + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' ');

    /// <summary>A whole number with its digits in groups, as a literal: 49_152.</summary>
    public static string Literal(long value) => Grouped(value, '_');

    /// <summary>A number as a literal of type double: 10_000.0, 1e-5.</summary>
    public static string Literal(double value)
    {
        if (value == Math.Floor(value) && value is >= 0 and < 1e15)
            return Grouped((long)value, '_') + ".0";

        var text = JsonWriter.Number(value).Spelling;                   // as Python spells it: 1e-05
        var exponent = text.IndexOf('e');
        if (exponent < 0)
            return text;

        var power = int.Parse(text.Substring(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return text.Substring(0, exponent + 1) + power.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number as prose has it: 14,528,160.</summary>
    public static string Prose(long value) => Grouped(value, ',');

    /// <summary>A count and its noun: "1 layer", "30 layers".</summary>
    public static string Prose(long count, string noun) => $"{Prose(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A series as prose has it: "a, b and c".</summary>
    public static string Series(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";

    /// <summary>A size in memory as prose has it, with three digits of decimal units: "2,304 bytes", "58.1 MB".</summary>
    public static string Bytes(long count)
    {
        if (count < 10_000)
            return Prose(count, "byte");

        var (size, unit) = count switch
        {
            < 1_000_000 => (count / 1e3m, "KB"),
            < 1_000_000_000 => (count / 1e6m, "MB"),
            < 1_000_000_000_000 => (count / 1e9m, "GB"),
            _ => (count / 1e12m, "TB"),
        };
        var digits = size < 10 ? "0.00" : size < 100 ? "0.0" : "0";
        return size.ToString(digits, CultureInfo.InvariantCulture) + " " + unit;
    }

    /// <summary>A name as code spells it: a word of the language gets its mark.</summary>
    public static string Identifier(string name) => Array.IndexOf(Keywords, name) < 0 ? name : "@" + name;

    /// <summary>A line of code with a comment at a fixed column, or right after it where the line is longer.</summary>
    public static string Commented(string code, int column, string comment) => code.Length < column ? code.PadRight(column) + comment : code + " " + comment;

    /// <summary>Lines under each other; those that are null are left out.</summary>
    public static string Lines(IEnumerable<string?> lines) => string.Join("\n", lines.Where(line => line is not null));

    /// <summary>Pieces with a blank line between; those that are empty are left out.</summary>
    public static string Blocks(IEnumerable<string?> pieces) => string.Join("\n\n", pieces.Where(piece => !string.IsNullOrEmpty(piece)));

    /// <summary>A statement that makes an object and sets members: on one line where that is short, else a line each.</summary>
    public static string Initialized(string head, IReadOnlyList<string> members)
    {
        var line = $"{head} {{ {string.Join(", ", members)} }};";
        return line.Length <= 120 ? line : Lines([head, "{", .. members.Select(member => $"    {member},"), "};"]);
    }

    /// <summary>Every line moved to the right, blank ones left blank.</summary>
    public static string Indent(string text, int levels) =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', 4 * levels) + line));

    private static string Grouped(long value, char separator)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        for (var at = digits.Length - 3; at > 0; at -= 3)
            digits = digits.Insert(at, separator.ToString());

        return digits;
    }
}
