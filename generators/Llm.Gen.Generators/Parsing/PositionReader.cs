using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads ways to tell positions other than rotary ones.</summary>
internal static class PositionReader
{
    public static Action<LayerDraft> Alibi(PartReading part) => Put(part, new AlibiSpec { Multiplier = part.Attribute.Value(nameof(AlibiAttribute.Multiplier), 1.0) });

    public static Action<LayerDraft> T5Bias(PartReading part) => Put(part, new T5BiasSpec
    {
        Buckets = part.Take(ArchitectureMember.Buckets, "buckets", 0),
        MaximumDistance = part.Take(ArchitectureMember.MaximumDistance, "maximumDistance", 0),
    });

    public static Action<LayerDraft> Shaw(PartReading part) => Put(part, new ShawSpec
    {
        MaximumDistance = part.Take(ArchitectureMember.MaximumDistance, "maximumDistance", 0),
        HasValues = part.Attribute.Value(nameof(ShawRelativeAttribute.Values), false),
    });

    public static Action<LayerDraft>? Learned(PartReading part) =>
        Embed(part, new LearnedPositionSpec { Offset = part.Attribute.Value(nameof(LearnedAttribute.Offset), 0) });

    public static Action<LayerDraft>? Sinusoidal(PartReading part) => Embed(part, new SinusoidalPositionSpec
    {
        Offset = part.Attribute.Value(nameof(SinusoidalAttribute.Offset), 0),
        Layout = part.Attribute.Value(nameof(SinusoidalAttribute.Halves), false) ? SinusoidLayout.Halves : SinusoidLayout.Interleaved,
    });

    private static Action<LayerDraft> Put(PartReading part, PositionSpec position)
    {
        part.Locations[ArchitectureMember.Position] = part.Attribute.Location;
        return layer => layer.Position = position;
    }

    private static Action<LayerDraft>? Embed(PartReading part, EmbeddedPositionSpec positions)
    {
        part.Locations[ArchitectureMember.Embedding] = part.Attribute.Location;
        part.Draft.EmbeddedPositions = positions;
        return null;
    }
}
