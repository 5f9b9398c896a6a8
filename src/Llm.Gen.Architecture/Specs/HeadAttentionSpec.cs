namespace Llm.Gen.Architectures;

/// <summary>
/// Scaled dot-product attention over heads: multi-head (arXiv:1706.03762) with as many key and value heads as query heads, multi-query
/// (arXiv:1911.02150) with one, grouped-query (arXiv:2305.13245) between.
/// </summary>
public sealed record HeadAttentionSpec : AttentionSpec
{
    /// <summary>Number of key and value heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Numbers in one head.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Which projections add a bias.</summary>
    public AttentionBias Bias { get; init; }

    /// <summary>c of c * tanh(scores / c), before masking; null where scores are not capped.</summary>
    public double? Softcap { get; init; }

    /// <summary>How many keys back a query sees, its own included; null where it sees all.</summary>
    public int? Window { get; init; }

    /// <summary>Positions at the beginning that stay visible behind the window (arXiv:2309.17453). Default: 0.</summary>
    public int SinkTokens { get; init; }

    /// <summary>Whether each head has a learnt score that takes its share of the softmax and brings no value, as in GPT-OSS. Default: false.</summary>
    public bool HasLearnedSinks { get; init; }

    /// <summary>Queries, keys and values are clamped to this distance from 0, after biases and norms, before rotation; null where they are not.</summary>
    public double? Clip { get; init; }

    /// <summary>The norm of queries and keys; null where there is none.</summary>
    public QueryKeyNormSpec? QueryKeyNorm { get; init; }
}
