using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations that together use everything that attention and its positions can be.</summary>
internal static class AttentionSamples
{
    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        Sample("Windowed", (heads, _) => heads with { Window = 3, SinkTokens = 1 }),
        Sample("WindowedBelow", (heads, layer) => heads with { Window = layer == 0 ? 4_096 : null }),
        Sample("Capped", (heads, _) => heads with { Scale = 0.25, Softcap = 50 }),
        Sample("ScaledByLayer", (heads, layer) => heads with { Scale = layer == 0 ? null : 0.125 }),
        Positioned("PartlyTurned", _ => new RopeSpec { Theta = 10_000, Columns = 4, IsInterleaved = true }),
        Positioned("TurnedByLayer", layer => layer == 0 ? new RopeSpec { Theta = 10_000 } : new RopeSpec { Theta = 1e6, Scaling = new LinearScalingSpec { Factor = 8 } }),
        Positioned("TurnedBelow", layer => layer == 0 ? new RopeSpec { Theta = 10_000 } : new NoPositionSpec()),
        Positioned("Sloped", _ => new AlibiSpec()),
        Positioned("SlopedLess", _ => new AlibiSpec { Multiplier = 0.5 }),
        Positioned("Unpositioned", _ => new NoPositionSpec()),
    ];

    private static ModelDeclaration Sample(string name, Func<HeadAttentionSpec, int, HeadAttentionSpec> change) =>
        Change(name, (layer, i) => layer with { Attention = change((HeadAttentionSpec)layer.Attention, i) });

    private static ModelDeclaration Positioned(string name, Func<int, PositionSpec> position) => Change(name, (layer, i) => layer with { Position = position(i) });

    private static ModelDeclaration Change(string name, Func<LayerSpec, int, LayerSpec> change)
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None);
        return sample with { Name = name, Architecture = sample.Architecture with { Layers = sample.Architecture.Layers.Select(change).ToEquatableArray() } };
    }
}
