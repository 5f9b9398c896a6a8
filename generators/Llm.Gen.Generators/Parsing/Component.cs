using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>A component attribute: the slot it fills, and how it is read: what it puts into each of its layers, or nothing where it is the whole model's.</summary>
internal sealed record Component(string Name, ComponentSlot Slot, Func<PartReading, Action<LayerDraft>?> Read, bool IsOwn = false)
{
    /// <summary>The slots of a layer that have to be filled, in the order of messages.</summary>
    public static IReadOnlyList<ComponentSlot> Required { get; } = [ComponentSlot.Attention, ComponentSlot.FeedForward, ComponentSlot.Norm, ComponentSlot.Position];

    /// <summary>Every component; of one slot, in the order in which messages offer them.</summary>
    public static IReadOnlyList<Component> All { get; } =
    [
        new("Mha", ComponentSlot.Attention, static part => AttentionReader.Heads(part, part.Attribute.Value("heads", 0))),
        new("Gqa", ComponentSlot.Attention, static part => AttentionReader.Heads(part, part.Attribute.Value("keyValueHeads", 0))),
        new("Mqa", ComponentSlot.Attention, static part => AttentionReader.Heads(part, 1)),
        new("Mla", ComponentSlot.Attention, AttentionReader.Latent),
        new("Attention", ComponentSlot.Attention, OwnPartReader.Attention, IsOwn: true),
        new("SlidingWindow", ComponentSlot.Window, AttentionReader.Window),
        new("FullAttention", ComponentSlot.Window, static _ => static layer => (layer.Window, layer.SinkTokens) = (null, 0)),
        new("SwiGlu", ComponentSlot.FeedForward, static part => FeedForwardReader.Gated(part, GateActivation.Silu)),
        new("GeGlu", ComponentSlot.FeedForward, FeedForwardReader.GeGlu),
        new("ReGlu", ComponentSlot.FeedForward, static part => FeedForwardReader.Gated(part, GateActivation.Relu)),
        new("Glu", ComponentSlot.FeedForward, static part => FeedForwardReader.Gated(part, GateActivation.Sigmoid)),
        new("Bilinear", ComponentSlot.FeedForward, static part => FeedForwardReader.Gated(part, GateActivation.Identity)),
        new("Mlp", ComponentSlot.FeedForward, FeedForwardReader.Plain),
        new("Moe", ComponentSlot.FeedForward, FeedForwardReader.Experts),
        new("FeedForward", ComponentSlot.FeedForward, OwnPartReader.FeedForward, IsOwn: true),
        new("RmsNorm", ComponentSlot.Norm, NormReader.Rms),
        new("LayerNorm", ComponentSlot.Norm, NormReader.Layer),
        new("Norm", ComponentSlot.Norm, OwnPartReader.Norm, IsOwn: true),
        new("Rope", ComponentSlot.Position, RopeReader.Read),
        new("Alibi", ComponentSlot.Position, PositionReader.Alibi),
        new("T5Bias", ComponentSlot.Position, PositionReader.T5Bias),
        new("ShawRelative", ComponentSlot.Position, PositionReader.Shaw),
        new("Position", ComponentSlot.Position, OwnPartReader.Position, IsOwn: true),
        new("NoPosition", ComponentSlot.Position, static _ => static layer => layer.Position = new NoPositionSpec()),
        new("Learned", ComponentSlot.EmbeddedPosition, PositionReader.Learned),
        new("Sinusoidal", ComponentSlot.EmbeddedPosition, PositionReader.Sinusoidal),
        new("Dropout", ComponentSlot.Dropout, DecoderReader.Dropout),
        new("HuggingFace", ComponentSlot.Family, DecoderReader.Family),
    ];
}
