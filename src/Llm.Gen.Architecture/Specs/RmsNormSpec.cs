namespace Llm.Gen.Architectures;

/// <summary>RMSNorm (arXiv:1910.07467): x / root(mean(x^2) + epsilon) * weight.</summary>
public sealed record RmsNormSpec : NormSpec
{
    /// <summary>Added to the mean square before its root is taken.</summary>
    public required double Epsilon { get; init; }
}
