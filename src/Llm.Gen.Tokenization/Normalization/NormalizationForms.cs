using System.Globalization;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Unicode's decompositions, canonical and compatible, compositions and combining classes. .NET has them only with ICU, and under InvariantGlobalization
/// returns texts unnormalized without a word; so they are a resource here.
/// </summary>
internal static class NormalizationForms
{
    private const int HangulFirst = 0xAC00, HangulCount = 11172;
    private const int LeadFirst = 0x1100, LeadCount = 19, VowelFirst = 0x1161, VowelCount = 21, TailFirst = 0x11A7, TailCount = 28;

    private static readonly Dictionary<int, int[]> Decompositions = [];
    private static readonly Dictionary<int, int[]> CompatibleDecompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];
    private static readonly HashSet<int> Seconds = [];
    private static readonly Dictionary<int, byte> Classes = [];

    static NormalizationForms()
    {
        using var stream = typeof(NormalizationForms).Assembly.GetManifestResourceStream("NormalizationForms.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            Read(line.Split(' '));
    }

    /// <summary>The combining class: 0 for a starter, else the place among the marks after one.</summary>
    public static byte ClassOf(int code) => code < 0x300 ? (byte)0 : Classes.GetValueOrDefault(code);

    /// <summary>Whether a character decomposes.</summary>
    public static bool Decomposes(int code, bool isCompatible) =>
        code is >= HangulFirst and < HangulFirst + HangulCount || code >= 0xA0 && (Decompositions.ContainsKey(code) || isCompatible && CompatibleDecompositions.ContainsKey(code));

    /// <summary>Whether a character can be the second of two that compose.</summary>
    public static bool IsSecond(int code) => Seconds.Contains(code) ||
        code - VowelFirst is >= 0 and < VowelCount || code - TailFirst is > 0 and < TailCount;

    /// <summary>Appends the full decomposition of a character.</summary>
    public static void Decompose(int code, bool isCompatible, List<int> output)
    {
        if (isCompatible && code >= 0xA0 && CompatibleDecompositions.TryGetValue(code, out var compatible))
            output.AddRange(compatible);
        else if (code is >= HangulFirst and < HangulFirst + HangulCount)
        {
            var index = code - HangulFirst;
            output.Add(LeadFirst + index / (VowelCount * TailCount));
            output.Add(VowelFirst + index / TailCount % VowelCount);
            if (index % TailCount != 0)
                output.Add(TailFirst + index % TailCount);
        }
        else if (code >= 0xC0 && Decompositions.TryGetValue(code, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, isCompatible, output);
        }
        else
        {
            output.Add(code);
        }
    }

    /// <summary>The character that two compose to, or -1.</summary>
    public static int Compose(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < LeadCount && second - VowelFirst is >= 0 and < VowelCount)
            return HangulFirst + ((first - LeadFirst) * VowelCount + second - VowelFirst) * TailCount;
        if (first - HangulFirst is >= 0 and < HangulCount and var syllable && syllable % TailCount == 0 && second - TailFirst is > 0 and < TailCount)
            return first + second - TailFirst;
        return Compositions.TryGetValue((first, second), out var composed) ? composed : -1;
    }

    private static void Read(string[] fields)
    {
        switch (fields[0])
        {
            case "M":
                var bounds = fields[2].Split('-').Select(Hex).ToArray();
                for (var code = bounds[0]; code <= bounds[1]; code++)
                    Classes[code] = (byte)Hex(fields[1]);
                break;
            case "D" or "X":
                var (whole, parts) = (Hex(fields[1]), fields[2..].Select(Hex).ToArray());
                Decompositions[whole] = parts;
                if (fields[0] != "D")
                    break;
                Compositions[(parts[0], parts[1])] = whole;
                Seconds.Add(parts[1]);
                break;
            case "K":
                CompatibleDecompositions[Hex(fields[1])] = [.. fields[2..].Select(Hex)];
                break;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
