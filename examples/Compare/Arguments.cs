using System.Globalization;

namespace Examples.Compare;

/// <summary>What the program was asked for.</summary>
public sealed record Arguments
{
    private const string Usage = "usage: Compare [TEXT_FILE_OR_FOLDER ...] [--output DIR] [--seconds N] [--steps N]";

    /// <summary>UTF-8 texts; of a folder, its files without an extension (fortune's indices have one).</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    public string Output { get; init; } = Enumerable.Range(1, int.MaxValue).Select(i => $"runs/compare-{i}").First(path => !Directory.Exists(path));

    /// <summary>How long each model may train.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A fixed number of steps for each in place of the budget.</summary>
    public long? Steps { get; init; }

    public static Arguments Parse(string[] args)
    {
        var (texts, parsed) = (new List<string>(), new Arguments { Texts = [] });
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                texts.Add(args[i]);
                continue;
            }
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} has no value; {Usage}");
            parsed = args[i++] switch
            {
                "--output" => parsed with { Output = value },
                "--seconds" => parsed with { Budget = TimeSpan.FromSeconds(Number(value)) },
                "--steps" => parsed with { Steps = Number(value) },
                _ => throw new ArgumentException($"{args[i - 1]} is not an option; {Usage}"),
            };
        }
        if (texts.Count == 0 && Environment.GetEnvironmentVariable("LLM_GEN_DEFAULT_TEXT") is { Length: > 0 } usual)
            texts.Add(usual);
        if (Directory.Exists(parsed.Output) && Directory.EnumerateFileSystemEntries(parsed.Output).Any())
            throw new ArgumentException($"{parsed.Output}: the folder is not empty; choose another --output.");
        return parsed with { Texts = texts.Count > 0 ? [.. texts.SelectMany(Files)] : throw new ArgumentException($"There is no text to learn from; {Usage}") };
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.GetFiles(path).Where(f => !Path.HasExtension(f)).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path]
        : throw new FileNotFoundException($"{path}: there is no such text; name a UTF-8 file.");

    private static long Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"\"{text}\" is not a whole number from 1 to {int.MaxValue}; {Usage}");
}
