namespace Llm.Gen.Architectures;

/// <summary>LayerNorm (arXiv:1607.06450): (x - mean(x)) / root(variance(x) + epsilon) * weight + bias.</summary>
public sealed record LayerNormSpec : NormSpec
{
    /// <summary>Whether there is a weight. Default: true.</summary>
    public bool HasWeight { get; init; } = true;

    /// <summary>Whether there is a bias. Default: true.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether what is stored is the weight's distance from 1, as in Nemotron. Default: false.</summary>
    public bool HasUnitOffset { get; init; }
}
