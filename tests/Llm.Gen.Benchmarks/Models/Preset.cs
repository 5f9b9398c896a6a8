using Llm.Gen.Runtime;

namespace Llm.Gen.Benchmarks.Models;

/// <summary>A model and the batch it is trained with, under the name that the peer gives the same.</summary>
public sealed record Preset(string Name, ModelFactory Factory, int Context, int Batch)
{
    private static readonly Preset[] All =
    [
        new("tiny", Tiny.Factory, 128, 8),
        new("small", Small.Factory, 256, 8),
        new("tinystories", TinyStories.Factory, 512, 4),
        new("smollm2-135m", SmolLm135M.Factory, 512, 1),
    ];

    /// <summary>The preset of a name.</summary>
    public static Preset Find(string name) => Array.Find(All, preset => preset.Name == name)
        ?? throw new ArgumentException($"there is no preset {name}; there are {string.Join(", ", All.Select(preset => preset.Name))}");

    /// <summary>A model of it with drawn weights.</summary>
    public CausalModel Create(string dtype) => Factory.CreateModel(new CreateOptions
    {
        Precision = dtype == "bfloat16" ? Precision.BFloat16 : Precision.Float32,
    });
}
