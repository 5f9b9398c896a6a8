namespace Llm.Gen.Architectures;

/// <summary>Rotary positions (arXiv:2104.09864) of queries and keys.</summary>
public sealed record RopeSpec : PositionSpec
{
    /// <summary>Base of the geometric series of frequencies.</summary>
    public required double Theta { get; init; }

    /// <summary>How positions reach past the length first trained at; null where they do not.</summary>
    public RopeScalingSpec? Scaling { get; init; }

    /// <summary>How many columns of a head are rotated, the first ones; null for all.</summary>
    public int? Columns { get; init; }

    /// <summary>Whether neighbouring columns turn against each other, and not the first half against the second. Default: false.</summary>
    public bool IsInterleaved { get; init; }
}
