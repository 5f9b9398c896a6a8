using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.FineTuning;

/// <summary>What came of tuning a model.</summary>
internal sealed record FineTuneResult
{
    public required TrainingResult Run { get; init; }

    /// <summary>Scores of what is held out before and after; null where nothing is.</summary>
    public required HeldOutScore? Before { get; init; }

    public required HeldOutScore? After { get; init; }

    /// <summary>The prompt's continuations before and after, where one was given.</summary>
    public required string? TextBefore { get; init; }

    public required string? TextAfter { get; init; }

    /// <summary>Numbers that learnt.</summary>
    public required long Trained { get; init; }

    public required int Examples { get; init; }

    /// <summary>The part of all positions that examples filled.</summary>
    public required double Filled { get; init; }

    public required string Output { get; init; }

    /// <summary>The folder with averaged weights; null where they were not averaged.</summary>
    public required string? Averaged { get; init; }

    /// <summary>The keys are a contract.</summary>
    public JsonObject ToJson() => new()
    {
        ["steps"] = Run.Steps,
        ["loss"] = Report.Number(Run.Loss),
        ["validation_loss"] = After is null ? null : Report.Number(After.Loss),
        ["tokens_per_second"] = Report.Number(Run.TokensPerSecond),
        ["peak_rss_mb"] = Math.Round(Run.PeakMemory / 1e6, 1),
        ["run"] = Run.Run,
        ["output"] = Output,
        ["averaged"] = Averaged,
        ["trained_parameters"] = Trained,
        ["examples"] = Examples,
        ["filled"] = Math.Round(Filled, 4),
        ["before"] = Describe(Before, TextBefore),
        ["after"] = Describe(After, TextAfter),
    };

    private static JsonObject? Describe(HeldOutScore? score, string? text)
    {
        if (score is null && text is null)
            return null;
        var described = new JsonObject();
        if (score is not null)
            (described["loss"], described["perplexity"], described["tokens"]) = (Report.Number(score.Loss), Report.Number(score.Perplexity), score.Targets);
        if (text is not null)
            described["text"] = text;
        return described;
    }
}
