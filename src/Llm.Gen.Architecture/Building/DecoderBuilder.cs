namespace Llm.Gen.Architectures;

/// <summary>
/// Collects the parts of a decoder in code, where attributes or a configuration would declare them; the same parts give the same
/// <see cref="Architecture"/> and the same emitted text. A part is for all layers, or for those that are named: of two for the same layer the
/// later holds. Nothing is checked before <see cref="Build"/>, which may be called again, also after more parts.
/// </summary>
/// <example>
/// <code>
/// var architecture = new DecoderBuilder { Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true }
///     .Gqa(6, 2).SwiGlu(768).RmsNorm(1e-5).Rope(10_000)
///     .Build();
/// </code>
/// </example>
public sealed partial class DecoderBuilder
{
    /// <summary>Number of layers. Required.</summary>
    public int Layers { get; set; }

    /// <summary>Size of the hidden state, the width of the residual stream. Required.</summary>
    public int Hidden { get; set; }

    /// <summary>Number of tokens in the vocabulary. Required.</summary>
    public int Vocab { get; set; }

    /// <summary>Number of positions that the model is made for, in tokens. Required.</summary>
    public int Positions { get; set; }

    /// <summary>Whether the token embedding also scores the next token. Default: false.</summary>
    public bool TiedEmbeddings { get; set; }

    /// <summary>The family whose names the stored tensors and the configuration have. Default: Llama where that can say the whole model, or else the library's own, which can say all.</summary>
    public string? Family { get; set; }

    /// <summary>How token ids become the first hidden state. Default: by the tokens' rows alone.</summary>
    public EmbeddingSpec Embedding { get; set; } = new();

    /// <summary>How the last hidden state becomes scores. Default: by the matrix alone.</summary>
    public HeadSpec Head { get; set; } = new();

    /// <summary>Positions that are learnt and added to the embedding: a row for each, and for as many before the first as <paramref name="offset"/> says.</summary>
    public DecoderBuilder Learned(int offset = 0) => Embed(new LearnedPositionSpec { Offset = offset });

    /// <summary>Positions that are sines and cosines, added to the embedding (arXiv:1706.03762).</summary>
    public DecoderBuilder Sinusoidal(SinusoidLayout layout = SinusoidLayout.Interleaved, int offset = 0) => Embed(new SinusoidalPositionSpec { Layout = layout, Offset = offset });

    /// <summary>The norm after the last layer; null for none. Default: the last layer's.</summary>
    public DecoderBuilder FinalNorm(NormSpec? norm)
    {
        (_finalNorm, _hasFinalNorm) = (norm, true);
        return this;
    }

    /// <summary>Where the norms stand. Default: before attention and feed-forward.</summary>
    public DecoderBuilder Placement(NormPlacement placement, LayerRange? layers = null) => Add(_placements, placement, layers);

    /// <summary>What attention and feed-forward are multiplied by before they are added. Default: 1.</summary>
    public DecoderBuilder ResidualMultiplier(double multiplier, LayerRange? layers = null) => Add(_multipliers, multiplier, layers);

    /// <summary>Share of what attention and feed-forward return that training drops. Default: 0.</summary>
    public DecoderBuilder Dropout(double share, LayerRange? layers = null) => Add(_dropouts, share, layers);

    private DecoderBuilder Embed(EmbeddedPositionSpec positions)
    {
        Embedding = Embedding with { Positions = positions };
        return this;
    }

    private DecoderBuilder Add<T>(LayerParts<T> parts, T part, LayerRange? layers)
    {
        parts.Add(part, layers);
        return this;
    }
}
