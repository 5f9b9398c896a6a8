using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations that together use everything that attention and its positions can be.</summary>
internal static class AttentionSamples
{
    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        Sample("Windowed", (heads, _) => heads with { Window = 3, SinkTokens = 1 }),
        Sample("WindowedBelow", (heads, layer) => heads with { Window = layer == 0 ? 4_096 : null }),
        Sample("WindowedWithSinks", (heads, layer) => heads with { Window = 3, SinkTokens = layer }),
        Sample("PartlyBiased", (heads, _) => heads with { Bias = AttentionBias.Query | AttentionBias.Value }),
        Sample("NormedTurned", (heads, _) => heads with { QueryKeyNorm = new() { Norm = Norm(NormExtent.Head), IsAfterRotation = true } }),
        Sample("Capped", (heads, _) => heads with { Scale = 0.25, Softcap = 50 }),
        Sample("ScaledByLayer", (heads, layer) => heads with { Scale = layer == 0 ? null : 0.125 }),
        Sample("Clipped", (heads, _) => heads with { Clip = 8, Dropout = 0.1 }),
        Sample("Sunk", (heads, _) => heads with { HasLearnedSinks = true }),
        .. from extent in Enum.GetValues<NormExtent>()
           select Sample($"Normed{extent}", (heads, _) => heads with { QueryKeyNorm = new() { Norm = Norm(extent), Extent = extent } }),
        Changed("Latent", _ => Latent(null)),
        Changed("LatentTwice", _ => Latent(20)),
        Positioned("Bucketed", _ => new T5BiasSpec { Buckets = 8, MaximumDistance = 16 }),
        Positioned("KeyedByDistance", _ => new ShawSpec { MaximumDistance = 4 }),
        Positioned("ReadByDistance", _ => new ShawSpec { MaximumDistance = 4, HasValues = true }),
        Positioned("LongTurned", _ => new RopeSpec { Theta = 10_000, Scaling = LongRope }),
        Positioned("PartlyTurned", _ => new RopeSpec { Theta = 10_000, Columns = 4, IsInterleaved = true }),
        Positioned("TurnedByLayer", layer => layer == 0 ? new RopeSpec { Theta = 10_000 } : new RopeSpec { Theta = 1e6, Scaling = new LinearScalingSpec { Factor = 8 } }),
        Positioned("TurnedBelow", layer => layer == 0 ? new RopeSpec { Theta = 10_000 } : new NoPositionSpec()),
        Positioned("Sloped", _ => new AlibiSpec()),
        Positioned("SlopedLess", _ => new AlibiSpec { Multiplier = 0.5 }),
        Positioned("Unpositioned", _ => new NoPositionSpec()),
    ];

    /// <summary>What is printed of each, without its config.json; and the list of norms that some checkpoints store.</summary>
    public static IEnumerable<string> Texts
    {
        get
        {
            foreach (var sample in All)
            {
                yield return ModelFile.Print(sample, new ArchitectureFacts(sample.Architecture));
                yield return WeightTable.Print(sample.Architecture);
                yield return AdaptersFile.Print(sample);
            }

            var normed = AttentionClass.Print(All.Single(sample => sample.Name == "NormedEachHead").Architecture, WeightNames.Llama with { EachHeadNorms = "norms" });
            yield return string.Join("\n", ["", .. RuntimeNames.DirectivesOf(normed), normed]);
        }
    }

    private static LongRopeScalingSpec LongRope => new() { Factor = 4, OriginalPositions = 4, ShortFactors = new([1.0, 1.05, 1.1]), LongFactors = new([1.5, 3.0, 4.0]), AttentionFactor = 1.19 };

    private static NormSpec Norm(NormExtent extent) =>
        extent == NormExtent.EachHead ? new LayerNormSpec { Epsilon = 1e-5, HasBias = false } : new RmsNormSpec { Epsilon = extent == NormExtent.Head ? 1e-6 : 1e-5 };

    private static LatentAttentionSpec Latent(int? queryRank) => new()
    {
        Heads = 4,
        QueryRank = queryRank,
        KeyValueRank = 12,
        PlainSize = 8,
        RotarySize = 4,
        ValueSize = 6,
        Norm = new RmsNormSpec { Epsilon = 1e-6 },
        HasBias = queryRank is not null,
        Scale = queryRank is null ? null : 0.3,
    };

    private static ModelDeclaration Changed(string name, Func<LayerSpec, AttentionSpec> change) => Change(name, (layer, _) => layer with { Attention = change(layer) });

    private static ModelDeclaration Sample(string name, Func<HeadAttentionSpec, int, HeadAttentionSpec> change) =>
        Change(name, (layer, i) => layer with { Attention = change((HeadAttentionSpec)layer.Attention, i) });

    private static ModelDeclaration Positioned(string name, Func<int, PositionSpec> position) => Change(name, (layer, i) => layer with { Position = position(i) });

    private static ModelDeclaration Change(string name, Func<LayerSpec, int, LayerSpec> change)
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None);
        return sample with { Name = name, Architecture = sample.Architecture with { Layers = sample.Architecture.Layers.Select(change).ToEquatableArray() } };
    }
}
