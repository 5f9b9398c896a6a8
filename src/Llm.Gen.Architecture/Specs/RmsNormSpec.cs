namespace Llm.Gen.Architectures;

/// <summary>RMSNorm (arXiv:1910.07467): x / root(mean(x^2) + epsilon) * weight.</summary>
public sealed record RmsNormSpec : NormSpec
{
    /// <summary>Whether what is stored is the weight's distance from 1, as in Gemma. Default: false.</summary>
    public bool HasUnitOffset { get; init; }
}
