using TorchSharp;

namespace Llm.Gen.Runtime;

/// <summary>How a new model is made.</summary>
public sealed record CreateOptions
{
    /// <summary>Where the weights go; the CPU unless said.</summary>
    public torch.Device Device { get; init; } = torch.CPU;

    /// <summary>Their type: float32 unless said.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Seed of the draw; the same seed gives the same weights on every machine. 0 unless said.</summary>
    public long Seed { get; init; }

    /// <summary>Standard deviation of the matrices; 0.02 unless said.</summary>
    public double Deviation { get; init; } = 0.02;
}
