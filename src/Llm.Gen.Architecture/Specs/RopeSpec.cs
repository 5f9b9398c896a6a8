namespace Llm.Gen.Architectures;

/// <summary>Rotary positions (arXiv:2104.09864) of queries and keys, first half of a head against the second.</summary>
public sealed record RopeSpec : PositionSpec
{
    /// <summary>Base of the geometric series of frequencies.</summary>
    public required double Theta { get; init; }

    /// <summary>How positions reach past the length first trained at; null where they do not.</summary>
    public RopeScalingSpec? Scaling { get; init; }
}
