using System.Globalization;

namespace Examples.FineTune;

/// <summary>What the program was asked for.</summary>
public sealed record Arguments
{
    private const string Usage = "usage: FineTune MODEL [--data FILE] [--output DIR] [--steps N] [--ask QUESTION]";

    /// <summary>A Hugging Face folder of any family.</summary>
    public required string Model { get; init; }

    /// <summary>Instructions and answers; those beside the program unless said.</summary>
    public string Data { get; init; } = Path.Combine(AppContext.BaseDirectory, "instructions.jsonl");

    /// <summary>Where the adapter goes.</summary>
    public string Output { get; init; } = "runs/fine-tune";

    public long Steps { get; init; } = 60;

    /// <summary>Asked before and after.</summary>
    public string Question { get; init; } = "Who keeps the lighthouse of Merrow Bay?";

    public static Arguments Parse(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal))
            throw new ArgumentException($"There is no model to tune; {Usage}");
        var parsed = new Arguments { Model = args[0] };
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} has no value; {Usage}");
            parsed = args[i] switch
            {
                "--data" => parsed with { Data = value },
                "--output" => parsed with { Output = value },
                "--steps" => parsed with { Steps = Number(value) },
                "--ask" => parsed with { Question = value },
                _ => throw new ArgumentException($"{args[i]} is not an option; {Usage}"),
            };
        }
        return Directory.Exists(parsed.Output) && Directory.EnumerateFileSystemEntries(parsed.Output).Any()
            ? throw new ArgumentException($"{parsed.Output}: the folder is not empty; choose another --output.")
            : parsed;
    }

    private static long Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"\"{text}\" is not a whole number from 1 to {int.MaxValue}; {Usage}");
}
