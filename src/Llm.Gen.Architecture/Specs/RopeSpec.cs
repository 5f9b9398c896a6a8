namespace Llm.Gen.Architectures;

/// <summary>Rotary positions (arXiv:2104.09864) of queries and keys, first half of a head against the second.</summary>
public sealed record RopeSpec : PositionSpec
{
    /// <summary>Base of the geometric series of frequencies.</summary>
    public required double Theta { get; init; }
}
