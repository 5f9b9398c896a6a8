using System.Globalization;

namespace Llm.Gen.Tokenization;

/// <summary>Unicode's scripts, which .NET does not know.</summary>
internal static class Scripts
{
    /// <summary>The number of no script: the code point is not assigned.</summary>
    public const int None = -1;

    private static readonly List<(int Start, int End, int Script)> Ranges = [];
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase);

    static Scripts()
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream("Scripts.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                Read(line.Split(' '));
        }

        Ranges.Sort();
    }

    /// <summary>The number of a code point's script.</summary>
    public static int Of(int code)
    {
        var index = Ranges.BinarySearch((code, int.MaxValue, 0));
        index = (index < 0 ? ~index : index) - 1;
        return index >= 0 && code <= Ranges[index].End ? Ranges[index].Script : None;
    }

    /// <summary>The number of a script by its English name, such as Han.</summary>
    public static int Named(string name) => Numbers.GetValueOrDefault(name, None);

    /// <summary>The first and last code points of the ranges of a script.</summary>
    public static IEnumerable<(int Start, int End)> RangesOf(int script) =>
        Ranges.Where(range => range.Script == script).Select(range => (range.Start, range.End));

    private static void Read(string[] fields)
    {
        var script = Numbers.Count;
        Numbers.Add(fields[0], script);
        foreach (var range in fields[1..])
        {
            var dash = range.IndexOf('-');
            Ranges.Add((Hex(range[..dash]), Hex(range[(dash + 1)..]), script));
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
