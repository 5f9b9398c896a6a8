using System.Text.Json.Nodes;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>A training run as a file.</summary>
internal sealed record Recipe
{
    /// <summary>For people: what the recipe is, and what memory it needs.</summary>
    public string? Description { get; init; }

    /// <summary>The model: the keys of config.json; a vocabulary size that is left out is the tokenizer's.</summary>
    public required JsonObject Model { get; init; }

    /// <summary>What it learns from.</summary>
    public required RecipeData Data { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Who hears of the run beside its folder.</summary>
    public RecipeTracking Tracking { get; init; } = new();

    /// <summary>What it computes in: float32 or bfloat16.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>Seeds the first weights and the order of the batches.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The run folder, and the model in it when the run is over.</summary>
    public required string Output { get; init; }
}
