namespace Llm.Gen.Architectures;

/// <content>The parts of the layers.</content>
public sealed partial class DecoderBuilder
{
    /// <summary>An attention.</summary>
    public DecoderBuilder Attention(AttentionSpec attention, LayerRange? layers = null) => Add(_attentions, _ => attention, layers);

    /// <summary>Multi-head attention (arXiv:1706.03762).</summary>
    public DecoderBuilder Mha(int heads, AttentionOptions? options = null, LayerRange? layers = null) => Gqa(heads, heads, options, layers);

    /// <summary>Multi-query attention (arXiv:1911.02150): one key and value head for all query heads.</summary>
    public DecoderBuilder Mqa(int heads, AttentionOptions? options = null, LayerRange? layers = null) => Gqa(heads, 1, options, layers);

    /// <summary>Grouped-query attention (arXiv:2305.13245): groups of query heads share a key and value head.</summary>
    public DecoderBuilder Gqa(int heads, int keyValueHeads, AttentionOptions? options = null, LayerRange? layers = null) =>
        Add(_attentions, errors => Heads(heads, keyValueHeads, options ?? new(), errors), layers);

    /// <summary>An attention that is registered under a name, or an own one by its type's full name.</summary>
    /// <param name="component">The component.</param>
    /// <param name="heads">Number of query heads.</param>
    /// <param name="keyValueHeads">Number of key and value heads. Default: as many.</param>
    /// <param name="headSize">Numbers in one head. Default: the hidden size divided by the query heads.</param>
    /// <param name="layers">The layers.</param>
    public DecoderBuilder Attention(OwnComponent component, int heads = 1, int? keyValueHeads = null, int? headSize = null, LayerRange? layers = null) => Add(_attentions, errors => new OwnAttentionSpec
    {
        Component = component,
        Heads = heads,
        KeyValueHeads = keyValueHeads ?? heads,
        HeadSize = headSize ?? HeadSplit.Derive(Hidden, heads, MemberSpelling.Declaration, errors) ?? HeadSplit.Unknown,
    }, layers);

    /// <summary>Lets a token see no further back than a window (arXiv:2004.05150), and the first tokens of the text beside it where there are sinks (arXiv:2309.17453).</summary>
    public DecoderBuilder SlidingWindow(int size, int sinkTokens = 0, LayerRange? layers = null) => Add(_windows, new(size, sinkTokens), layers);

    /// <summary>Lets a token see everything before it, where other layers have a window.</summary>
    public DecoderBuilder FullAttention(LayerRange? layers = null) => Add(_windows, new(null, 0), layers);

    /// <summary>A feed-forward: gated, plain or a mixture of experts.</summary>
    public DecoderBuilder FeedForward(FeedForwardSpec feedForward, LayerRange? layers = null) => Add(_feedForwards, feedForward, layers);

    /// <summary>A feed-forward gated by silu (arXiv:2002.05202).</summary>
    public DecoderBuilder SwiGlu(int inner, bool hasBias = false, LayerRange? layers = null) => Gated(inner, GateActivation.Silu, hasBias, layers);

    /// <summary>A feed-forward gated by gelu (arXiv:2002.05202).</summary>
    public DecoderBuilder GeGlu(int inner, bool hasBias = false, bool isTanh = false, LayerRange? layers = null) =>
        Gated(inner, isTanh ? GateActivation.GeluTanh : GateActivation.Gelu, hasBias, layers);

    /// <summary>A feed-forward gated by relu (arXiv:2002.05202).</summary>
    public DecoderBuilder ReGlu(int inner, bool hasBias = false, LayerRange? layers = null) => Gated(inner, GateActivation.Relu, hasBias, layers);

    /// <summary>A feed-forward gated by the sigmoid (arXiv:1612.08083).</summary>
    public DecoderBuilder Glu(int inner, bool hasBias = false, LayerRange? layers = null) => Gated(inner, GateActivation.Sigmoid, hasBias, layers);

    /// <summary>A feed-forward whose gate is linear (arXiv:2002.05202).</summary>
    public DecoderBuilder Bilinear(int inner, bool hasBias = false, LayerRange? layers = null) => Gated(inner, GateActivation.Identity, hasBias, layers);

    /// <summary>A plain feed-forward: up, the activation, down.</summary>
    public DecoderBuilder Mlp(int inner, MlpActivation activation, bool hasBias = false, LayerRange? layers = null) =>
        FeedForward(new MlpSpec { Inner = inner, Activation = activation, HasBias = hasBias }, layers);

    /// <summary>A feed-forward that is registered under a name, or an own one by its type's full name.</summary>
    public DecoderBuilder FeedForward(OwnComponent component, int inner, LayerRange? layers = null) => FeedForward(new OwnFeedForwardSpec { Component = component, Inner = inner }, layers);

    /// <summary>The norms of layers.</summary>
    public DecoderBuilder Norm(NormSpec norm, LayerRange? layers = null) => Add(_norms, norm, layers);

    /// <summary>Norms that are registered under a name, or own ones by their type's full name.</summary>
    public DecoderBuilder Norm(OwnComponent component, double epsilon = 1e-6, LayerRange? layers = null) => Norm(new OwnNormSpec { Component = component, Epsilon = epsilon }, layers);

    /// <summary>Root mean square norms (arXiv:1910.07467).</summary>
    public DecoderBuilder RmsNorm(double epsilon = 1e-6, LayerRange? layers = null) => Norm(new RmsNormSpec { Epsilon = epsilon }, layers);

    /// <summary>Layer norms (arXiv:1607.06450).</summary>
    public DecoderBuilder LayerNorm(double epsilon = 1e-5, bool hasBias = true, LayerRange? layers = null) => Norm(new LayerNormSpec { Epsilon = epsilon, HasBias = hasBias }, layers);

    /// <summary>How attention knows where tokens stand. Default: not at all where the embedding holds positions; otherwise it is required.</summary>
    public DecoderBuilder Position(PositionSpec position, LayerRange? layers = null) => Add(_positions, position, layers);

    /// <summary>Positions that are registered under a name, or own ones by their type's full name.</summary>
    public DecoderBuilder Position(OwnComponent component, LayerRange? layers = null) => Position(new OwnPositionSpec { Component = component }, layers);

    /// <summary>Rotary positions (arXiv:2104.09864) of all columns, the first half of a head against the second; <see cref="Position(PositionSpec, LayerRange?)"/> takes other kinds.</summary>
    public DecoderBuilder Rope(double theta = 10_000, RopeScalingSpec? scaling = null, LayerRange? layers = null) => Position(new RopeSpec { Theta = theta, Scaling = scaling }, layers);

    /// <summary>Linear biases of distances (arXiv:2108.12409).</summary>
    public DecoderBuilder Alibi(LayerRange? layers = null) => Position(new AlibiSpec(), layers);

    /// <summary>Learnt biases of distances in buckets (arXiv:1910.10683), one table for all layers.</summary>
    public DecoderBuilder T5Bias(int buckets, int maximumDistance, LayerRange? layers = null) => Position(new T5BiasSpec { Buckets = buckets, MaximumDistance = maximumDistance }, layers);

    /// <summary>Learnt keys, and values if so said, of distances (arXiv:1803.02155).</summary>
    public DecoderBuilder ShawRelative(int maximumDistance, bool hasValues = false, LayerRange? layers = null) =>
        Position(new ShawSpec { MaximumDistance = maximumDistance, HasValues = hasValues }, layers);

    /// <summary>No positions in the attention.</summary>
    public DecoderBuilder NoPosition(LayerRange? layers = null) => Position(new NoPositionSpec(), layers);

    private DecoderBuilder Gated(int inner, GateActivation activation, bool hasBias, LayerRange? layers) =>
        FeedForward(new GatedFeedForwardSpec { Inner = inner, Activation = activation, HasBias = hasBias }, layers);

    private HeadAttentionSpec Heads(int heads, int keyValueHeads, AttentionOptions options, ICollection<ArchitectureError> errors) =>
        options.With(heads, keyValueHeads, options.HeadSize ?? HeadSplit.Derive(Hidden, heads, MemberSpelling.Declaration, errors) ?? HeadSplit.Unknown);
}
