namespace Llm.Gen.Architectures.Tests;

/// <summary>Architectures that tests begin with.</summary>
internal static class Architectures
{
    /// <summary>Two layers, four query heads on two, everything small.</summary>
    public static Architecture Tiny { get; } = Of(2, new LayerSpec
    {
        Attention = new HeadAttentionSpec { Heads = 4, KeyValueHeads = 2, HeadSize = 8 },
        FeedForward = new GatedFeedForwardSpec { Inner = 64, Activation = GateActivation.Silu },
        Norm = new RmsNormSpec { Epsilon = 1e-6 },
        Position = new RopeSpec { Theta = 10_000 },
    });

    public static Architecture With(this Architecture architecture, Func<LayerSpec, LayerSpec> change) =>
        architecture with { Layers = architecture.Layers.Select(change).ToEquatableArray(), FinalNorm = change(architecture.Layers[0]).Norm };

    public static Architecture WithHeads(this Architecture architecture, Func<HeadAttentionSpec, HeadAttentionSpec> change) =>
        architecture.With(layer => layer with { Attention = change((HeadAttentionSpec)layer.Attention) });

    public static Architecture WithScaling(this Architecture architecture, RopeScalingSpec scaling) =>
        architecture.With(layer => layer with { Position = (RopeSpec)layer.Position with { Scaling = scaling } });

    public static Architecture WithGated(this Architecture architecture, Func<GatedFeedForwardSpec, GatedFeedForwardSpec> change) =>
        architecture.With(layer => layer with { FeedForward = change((GatedFeedForwardSpec)layer.FeedForward) });

    private static Architecture Of(int layers, LayerSpec layer) => new()
    {
        Hidden = 32,
        Vocab = 96,
        Positions = 64,
        TiedEmbeddings = false,
        Layers = Enumerable.Repeat(layer, layers).ToEquatableArray(),
        FinalNorm = layer.Norm,
    };
}
