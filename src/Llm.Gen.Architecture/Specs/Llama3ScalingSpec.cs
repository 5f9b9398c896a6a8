namespace Llm.Gen.Architectures;

/// <summary>Llama 3.1's scaling (arXiv:2407.21783): long wave lengths are stretched by the factor, short ones kept, those between in part.</summary>
public sealed record Llama3ScalingSpec : RopeScalingSpec
{
    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Wave lengths above the original positions divided by this are stretched wholly.</summary>
    public required double LowFrequencyFactor { get; init; }

    /// <summary>Wave lengths below the original positions divided by this are kept.</summary>
    public required double HighFrequencyFactor { get; init; }
}
