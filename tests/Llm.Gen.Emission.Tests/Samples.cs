using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations that together use everything that can be emitted.</summary>
internal static class Samples
{
    public static IReadOnlyList<ModelDeclaration> All { get; } =
    [
        .. from activation in Enum.GetValues<GateActivation>()
           from keyValueHeads in new[] { 1, 2, 4 }
           from bias in new[] { AttentionBias.None, AttentionBias.All }
           select Declare(activation, keyValueHeads, bias),
        .. Scalings.Select(scaling => Scale(Declare(GateActivation.Silu, 2, AttentionBias.None), scaling)),
    ];

    /// <summary>Everything that is printed of them, and of the parts that no family's config.json can say.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. All.SelectMany(sample => ModelEmitter.Emit(sample)).Select(file => file.Text), .. PartSamples.Texts, .. AttentionSamples.Texts, .. OwnSamples.Texts];

    private static IReadOnlyList<RopeScalingSpec> Scalings =>
    [
        new LinearScalingSpec { Factor = 4 },
        new DynamicScalingSpec { Factor = 2.5 },
        new YarnScalingSpec { Factor = 4, OriginalPositions = 4, BetaFast = 16, BetaSlow = 0.5, AttentionFactor = 1.25, Truncate = false },
        new YarnScalingSpec { Factor = 8, OriginalPositions = 2, Mscale = 1, MscaleAllDimensions = 0.5 },
        new Llama3ScalingSpec { Factor = 8, OriginalPositions = 2, LowFrequencyFactor = 1, HighFrequencyFactor = 4 },
    ];

    private static ModelDeclaration Scale(ModelDeclaration model, RopeScalingSpec scaling) => model with
    {
        Name = $"{scaling.GetType().Name}{(scaling is YarnScalingSpec { Truncate: false } ? "Fractional" : "")}",
        Architecture = model.Architecture with
        {
            Layers = model.Architecture.Layers.Select(layer => layer with { Position = new RopeSpec { Theta = 10_000, Scaling = scaling } }).ToEquatableArray(),
        },
    };

    public static ModelDeclaration Declare(GateActivation activation, int keyValueHeads, AttentionBias bias)
    {
        var norm = new RmsNormSpec { Epsilon = 1e-5 };
        var layer = new LayerSpec
        {
            Attention = new HeadAttentionSpec { Heads = 4, KeyValueHeads = keyValueHeads, HeadSize = 6, Bias = bias },
            FeedForward = new GatedFeedForwardSpec { Inner = 40, Activation = activation, HasBias = bias == AttentionBias.All },
            Norm = norm,
            Position = new RopeSpec { Theta = 10_000 },
        };
        return new()
        {
            Namespace = "Samples",
            Name = $"{activation}{keyValueHeads}{bias}",
            Architecture = new() { Hidden = 24, Vocab = 50, Positions = 16, TiedEmbeddings = keyValueHeads == 2, Layers = new([layer, layer]), FinalNorm = norm },
        };
    }
}
