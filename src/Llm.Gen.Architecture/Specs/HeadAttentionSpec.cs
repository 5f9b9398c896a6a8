namespace Llm.Gen.Architectures;

/// <summary>
/// Scaled dot-product attention over heads: multi-head (arXiv:1706.03762) with as many key and value heads as query heads, multi-query
/// (arXiv:1911.02150) with one, grouped-query (arXiv:2305.13245) between.
/// </summary>
public sealed record HeadAttentionSpec : AttentionSpec
{
    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Numbers in one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Which projections add a bias.</summary>
    public AttentionBias Bias { get; init; }
}
