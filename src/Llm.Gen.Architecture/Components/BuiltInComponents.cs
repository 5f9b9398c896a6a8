namespace Llm.Gen.Architectures;

/// <summary>The components of this library by the names that configuration files have for them; no other component can be registered under one.</summary>
public static class BuiltInComponents
{
    private static readonly Row[] Rows =
    [
        new("mha", ComponentKind.Attention, layer => layer with { Attention = Shared(layer.Attention, heads => heads) }),
        new("gqa", ComponentKind.Attention, layer => layer),
        new("mqa", ComponentKind.Attention, layer => layer with { Attention = Shared(layer.Attention, _ => 1) }),
        new("swiglu", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.Silu)),
        new("geglu", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.Gelu)),
        new("geglu_tanh", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.GeluTanh)),
        new("reglu", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.Relu)),
        new("glu", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.Sigmoid)),
        new("bilinear", ComponentKind.FeedForward, layer => Gated(layer, GateActivation.Identity)),
        new("mlp_relu", ComponentKind.FeedForward, layer => Plain(layer, MlpActivation.Relu)),
        new("mlp_relu2", ComponentKind.FeedForward, layer => Plain(layer, MlpActivation.Relu2)),
        new("mlp_gelu", ComponentKind.FeedForward, layer => Plain(layer, MlpActivation.Gelu)),
        new("mlp_gelu_tanh", ComponentKind.FeedForward, layer => Plain(layer, MlpActivation.GeluTanh)),
        new("mlp_silu", ComponentKind.FeedForward, layer => Plain(layer, MlpActivation.Silu)),
        new("rmsnorm", ComponentKind.Norm, layer => layer with { Norm = new RmsNormSpec { Epsilon = layer.Norm.Epsilon } }),
        new("layernorm", ComponentKind.Norm, layer => layer with { Norm = new LayerNormSpec { Epsilon = layer.Norm.Epsilon } }),
        new("rope", ComponentKind.Position, layer => layer with { Position = layer.Position is RopeSpec rope ? rope : new RopeSpec { Theta = 10_000 } }),
        new("alibi", ComponentKind.Position, layer => layer with { Position = new AlibiSpec() }),
        new("none", ComponentKind.Position, layer => layer with { Position = new NoPositionSpec() }),
    ];

    /// <summary>Every name, those of one kind together.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rows.Select(row => row.Name)];

    /// <summary>The names of one kind.</summary>
    public static IEnumerable<string> NamesOf(ComponentKind kind) => Rows.Where(row => row.Kind == kind).Select(row => row.Name);

    /// <summary>A layer with one of them; null where the kind has none of that name.</summary>
    internal static LayerSpec? Put(string name, ComponentKind kind, LayerSpec layer) => Array.Find(Rows, row => row.Name == name && row.Kind == kind)?.Put(layer);

    private static AttentionSpec Shared(AttentionSpec attention, Func<int, int> keyValueHeads) =>
        attention is HeadAttentionSpec heads ? heads with { KeyValueHeads = keyValueHeads(heads.Heads) } : attention;

    private static LayerSpec Gated(LayerSpec layer, GateActivation activation) => layer.FeedForward is DenseFeedForwardSpec dense
        ? layer with { FeedForward = new GatedFeedForwardSpec { Inner = dense.Inner, HasBias = dense.HasBias, Activation = activation } }
        : layer;

    private static LayerSpec Plain(LayerSpec layer, MlpActivation activation) => layer.FeedForward is DenseFeedForwardSpec dense
        ? layer with { FeedForward = new MlpSpec { Inner = dense.Inner, HasBias = dense.HasBias, Activation = activation } }
        : layer;

    private sealed record Row(string Name, ComponentKind Kind, Func<LayerSpec, LayerSpec> Put);
}
