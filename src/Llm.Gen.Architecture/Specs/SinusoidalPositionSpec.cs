namespace Llm.Gen.Architectures;

/// <summary>Sines and cosines of the position (arXiv:1706.03762, section 3.5); nothing is stored.</summary>
public sealed record SinusoidalPositionSpec : EmbeddedPositionSpec
{
    /// <summary>How sines and cosines stand in a row. Default: interleaved, as in the paper.</summary>
    public SinusoidLayout Layout { get; init; }
}
