namespace Llm.Gen.Architectures;

/// <summary>Learnt keys, and values, for each distance (arXiv:1803.02155); the heads of a layer share them.</summary>
public sealed record ShawSpec : PositionSpec
{
    /// <summary>Distance from which all count as one.</summary>
    public required int MaximumDistance { get; init; }

    /// <summary>Whether distances have values too. Default: false.</summary>
    public bool HasValues { get; init; }
}
