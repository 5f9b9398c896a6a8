using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads norms.</summary>
internal static class NormReader
{
    public static Action<LayerDraft> Rms(PartReading part) => Put(part, new RmsNormSpec { Epsilon = Epsilon(part), HasUnitOffset = HasOffset(part) });

    public static Action<LayerDraft> Layer(PartReading part) => Put(part, new LayerNormSpec
    {
        Epsilon = Epsilon(part),
        HasUnitOffset = HasOffset(part),
        HasWeight = part.Attribute.Value(nameof(LayerNormAttribute.Weight), true),
        HasBias = part.Attribute.Value(nameof(LayerNormAttribute.Bias), true),
    });

    private static Action<LayerDraft> Put(PartReading part, NormSpec norm)
    {
        part.Locations[ArchitectureMember.Norm] = part.Attribute.Location;
        var placement = (NormPlacement)part.Take(ArchitectureMember.Placement, nameof(NormPartAttribute.Placement), 0);
        return layer => (layer.Norm, layer.Placement) = (norm, placement);
    }

    private static double Epsilon(PartReading part) => part.Take(ArchitectureMember.Epsilon, "epsilon", 0.0);

    private static bool HasOffset(PartReading part) => part.Attribute.Value(nameof(NormPartAttribute.UnitOffset), false);
}
