namespace Llm.Gen.Architectures;

/// <summary>What an attention over heads may have beside its heads; a window is a part of its own (<see cref="DecoderBuilder.SlidingWindow"/>).</summary>
public sealed record AttentionOptions
{
    /// <summary>Numbers in one head. Default: the hidden size divided by the query heads.</summary>
    public int? HeadSize { get; init; }

    /// <summary>Which projections add a bias. Default: none.</summary>
    public AttentionBias Bias { get; init; }

    /// <summary>What scores are multiplied by. Default: 1 / root of the head size.</summary>
    public double? Scale { get; init; }

    /// <summary>The bound c of scores c tanh(scores / c). Default: none.</summary>
    public double? Softcap { get; init; }

    /// <summary>Whether each head has a learnt score that no key stands behind. Default: false.</summary>
    public bool HasLearnedSinks { get; init; }

    /// <summary>The largest magnitude of queries, keys and values; larger ones are cut. Default: none.</summary>
    public double? Clip { get; init; }

    /// <summary>The norm of queries and keys. Default: none.</summary>
    public QueryKeyNormSpec? QueryKeyNorm { get; init; }

    /// <summary>Share of the weights of attention that training drops. Default: 0.</summary>
    public double Dropout { get; init; }

    /// <summary>The attention with these options.</summary>
    internal HeadAttentionSpec With(int heads, int keyValueHeads, int headSize) => new()
    {
        Heads = heads,
        KeyValueHeads = keyValueHeads,
        HeadSize = headSize,
        Bias = Bias,
        Scale = Scale,
        Softcap = Softcap,
        HasLearnedSinks = HasLearnedSinks,
        Clip = Clip,
        QueryKeyNorm = QueryKeyNorm,
        Dropout = Dropout,
    };
}
