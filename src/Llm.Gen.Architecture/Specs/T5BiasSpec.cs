namespace Llm.Gen.Architectures;

/// <summary>A learnt bias for each head and bucket of distances (arXiv:1910.10683, section 2.1); one table, which all layers read.</summary>
public sealed record T5BiasSpec : PositionSpec
{
    /// <summary>Number of buckets.</summary>
    public required int Buckets { get; init; }

    /// <summary>Distance from which all fall into the last bucket.</summary>
    public required int MaximumDistance { get; init; }
}
