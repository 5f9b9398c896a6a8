namespace Llm.Gen.Architectures;

/// <summary>ALiBi (arXiv:2108.12409): scores fall with the distance, each head with a slope of its own.</summary>
public sealed record AlibiSpec : PositionSpec
{
    /// <summary>What the slopes are multiplied by; Falcon scales them with the scores. Default: 1.</summary>
    public double Multiplier { get; init; } = 1;
}
