using Llm.Gen.Cli.Training;
using Llm.Gen.Compilation;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>A model to tune, and how. What is null was not said, and follows from the rest.</summary>
internal sealed record FineTuneRequest
{
    /// <summary>A Hugging Face folder or a GGUF file.</summary>
    public required string Model { get; init; }

    /// <summary>What makes the model of its configuration, with the components that it may name.</summary>
    public required ModelCompiler Compiler { get; init; }

    /// <summary>Files of records.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Files of records that are held out; null: a part of the data.</summary>
    public IReadOnlyList<string>? HeldOut { get; init; }

    /// <summary>The part of the records, at their end, that is held out where there are no files of such.</summary>
    public required double HeldOutFraction { get; init; }

    /// <summary>Where the tuned model goes, and the run in its folder "run".</summary>
    public required string Output { get; init; }

    public required FineTuneMethod Method { get; init; }

    /// <summary>Layers that learn, for the method that wants their number.</summary>
    public int? LastLayers { get; init; }

    /// <summary>For the methods that have low-rank updates.</summary>
    public LowRankRequest LowRank { get; init; } = new();

    /// <summary>Whether an adapter learns, and the model stays as it is.</summary>
    public bool IsLowRank => Method is FineTuneMethod.Lora or FineTuneMethod.Dora or FineTuneMethod.Qlora;

    public required RecordFormat Format { get; init; }

    /// <summary>A chat template in place of the model's own.</summary>
    public string? Template { get; init; }

    public required LearnFrom LearnFrom { get; init; }

    /// <summary>Whether documents end with the end of text.</summary>
    public required bool EndsDocuments { get; init; }

    public int? Context { get; init; }

    public required int BatchSize { get; init; }

    public required int Accumulation { get; init; }

    public required bool Packs { get; init; }

    public double? LearningRate { get; init; }

    public required double WarmupFraction { get; init; }

    public required double WeightDecay { get; init; }

    /// <summary>How long: one of these three, or neither for three epochs.</summary>
    public double? Epochs { get; init; }

    public long? Steps { get; init; }

    public double? Minutes { get; init; }

    public required Precision Precision { get; init; }

    public required bool Checkpointing { get; init; }

    /// <summary>A text to continue before and after, to read.</summary>
    public string? Prompt { get; init; }

    /// <summary>Steps between continuations of the prompt during the run.</summary>
    public long? SampleEvery { get; init; }

    /// <summary>Who hears of the run beside its folder.</summary>
    public required RecipeTracking Tracking { get; init; }

    public required int Seed { get; init; }

    public required bool Resumes { get; init; }

    /// <summary>Further training options as recipes spell them: "optimizer.name=lion".</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    // These are options of the command, and a resumed run has them from there.
    private static readonly string[] _ownKeys = ["steps", "time_limit", "batch_size", "accumulation", "learning_rate", "warmup_steps", "seed", "checkpointing", "last_layers", "resume", "groups"];

    /// <summary>What is wrong with it: one message each, in the words of the command line.</summary>
    public IEnumerable<string> Errors()
    {
        if (new object?[] { Epochs, Steps, Minutes }.Count(given => given is not null) > 1)
            yield return "of --epochs, --steps and --minutes more than one is given, expected at most one";
        if (Epochs is { } epochs && !(epochs > 0 && double.IsFinite(epochs)))
            yield return $"--epochs is {epochs}, expected a number above 0";
        if (Steps < 1)
            yield return $"--steps is {Steps}, expected at least 1";
        if (Minutes is { } minutes && !(minutes > 0 && minutes < 1e6))
            yield return $"--minutes is {minutes}, expected a number above 0";
        if (HeldOut is null && !(HeldOutFraction is >= 0 and < 1))
            yield return $"--eval-fraction is {HeldOutFraction}, expected from 0 to below 1";
        if (Context < 1)
            yield return $"--context is {Context}, expected at least 1";
        if (BatchSize < 1)
            yield return $"--batch-size is {BatchSize}, expected at least 1";
        if (Accumulation < 1)
            yield return $"--accumulation is {Accumulation}, expected at least 1";
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
            yield return $"--learning-rate is {rate}, expected a number above 0";
        if (!(WarmupFraction is >= 0 and <= 1))
            yield return $"--warmup is {WarmupFraction}, expected from 0 to 1: it is a part of all steps";
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
            yield return $"--weight-decay is {WeightDecay}, expected a number from 0";
        if (Method == FineTuneMethod.LastN && LastLayers is null)
            yield return "--method last-n is given without --last-layers, expected the number of layers that learn";
        if (Method != FineTuneMethod.LastN && LastLayers is not null)
            yield return "--last-layers is for --method last-n; leave it out";
        foreach (var error in LowRank.Errors())
            yield return error;
        if (!IsLowRank && LowRank.Given().ToList() is { Count: > 0 } given)
            yield return $"{string.Join(", ", given)} {(given.Count == 1 ? "is" : "are")} for --method lora, dora and qlora; leave out";
        foreach (var setting in Settings.Where(setting => _ownKeys.Contains(setting.Split('=')[0])))
            yield return $"--set {setting} has an option of its own; see --help";
        var settings = Settings.Where(setting => !_ownKeys.Contains(setting.Split('=')[0])).ToList();
        var options = RecipeKeys.TryWith(new TrainingOptions { Steps = long.MaxValue }, settings, out var wrong);
        foreach (var error in wrong)
            yield return error;
        foreach (var error in options?.Errors() ?? [])
            yield return $"--set: {RecipeCheck.InSnakeCase(error)}";
        if (SampleEvery < 1)
            yield return $"--sample-every is {SampleEvery}, expected at least 1";
        if (SampleEvery is not null && Prompt is null)
            yield return "--sample-every is given without --prompt, expected a text to continue";
        foreach (var error in Tracking.Errors())
            yield return error.Replace("tracking.", "--", StringComparison.Ordinal);
        if (Prompt?.Length == 0)
            yield return "--prompt is empty, expected a text to continue";
    }
}
