using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>Declarations with components that the library's user wrote.</summary>
internal static class OwnSamples
{
    /// <summary>Everything but positions is the user's.</summary>
    public static ModelDeclaration Whole { get; } = Declare("Whole", layer => layer with
    {
        Attention = new OwnAttentionSpec { Component = new("mine", new([OwnOption.Of("gain", 0.5)])), Heads = 4, KeyValueHeads = 2, HeadSize = 6, Dropout = 0.1 },
        FeedForward = new OwnFeedForwardSpec { Component = new("mine", new([OwnOption.Of("base", 2L)])), Inner = 40 },
        Norm = new OwnNormSpec { Component = new("mine"), Epsilon = 1e-5 },
    }, "Samples");

    /// <summary>Positions are the user's.</summary>
    public static ModelDeclaration Positioned { get; } = Declare("Positioned", layer => layer with { Position = new OwnPositionSpec { Component = new("mine") } }, "Samples");

    public static IReadOnlyList<string> Texts => [.. new[] { Whole, Positioned }.SelectMany(sample => ModelEmitter.Emit(sample)).Select(file => file.Text)];

    /// <summary>A declaration whose components have types of a namespace.</summary>
    public static ModelDeclaration Declare(string name, Func<LayerSpec, LayerSpec> change, string place, string prefix = "My")
    {
        var sample = Samples.Declare(GateActivation.Silu, 2, AttentionBias.None);
        return sample with
        {
            Name = name,
            Architecture = sample.Architecture with { Layers = sample.Architecture.Layers.Select(change).ToEquatableArray() },
            Components = new(Enum.GetValues<ComponentKind>().Select(kind => new ComponentType(kind, "mine", place, prefix + kind))),
        };
    }
}
