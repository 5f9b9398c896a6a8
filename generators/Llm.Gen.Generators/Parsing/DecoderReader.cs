using Llm.Gen.Architectures;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads [Decoder] and the other attributes of the whole model.</summary>
internal static class DecoderReader
{
    // The members of [Decoder] that rules speak of.
    private static readonly (ArchitectureMember Member, string Name)[] Members =
    [
        (ArchitectureMember.Layers, nameof(DecoderAttribute.Layers)),
        (ArchitectureMember.Hidden, nameof(DecoderAttribute.Hidden)),
        (ArchitectureMember.Vocab, nameof(DecoderAttribute.Vocab)),
        (ArchitectureMember.Positions, nameof(DecoderAttribute.Positions)),
        (ArchitectureMember.TiedEmbeddings, nameof(DecoderAttribute.TiedEmbeddings)),
        (ArchitectureMember.Residual, nameof(DecoderAttribute.ResidualMultiplier)),
    ];

    /// <summary>Reads the whole-model facts, which other components derive from.</summary>
    /// <param name="attribute">[Decoder].</param>
    /// <param name="draft">Takes the facts.</param>
    /// <param name="locations">Takes where they are written.</param>
    public static ArchitectureError? Read(AttributeReader attribute, DeclarationDraft draft, Dictionary<ArchitectureMember, Location> locations)
    {
        var layers = attribute.Value(nameof(DecoderAttribute.Layers), 0);
        draft.Layers = Math.Max(1, Math.Min(layers, ArchitectureRules.MaximumLayers));
        draft.Hidden = attribute.Value(nameof(DecoderAttribute.Hidden), 0);
        draft.Vocab = attribute.Value(nameof(DecoderAttribute.Vocab), 0);
        draft.Positions = attribute.Value(nameof(DecoderAttribute.Positions), 0);
        draft.TiedEmbeddings = attribute.Value(nameof(DecoderAttribute.TiedEmbeddings), false);
        draft.EmbeddingScale = attribute.Value(nameof(DecoderAttribute.EmbeddingScale), 1.0);
        draft.EmbeddingSize = attribute.Value(nameof(DecoderAttribute.EmbeddingSize), default(int?)) is { } size && size != draft.Hidden ? size : null;
        draft.HasEmbeddingNorm = attribute.Value(nameof(DecoderAttribute.EmbeddingNorm), false);
        draft.HasFinalNorm = attribute.Value(nameof(DecoderAttribute.FinalNorm), true);
        draft.ResidualMultiplier = attribute.Value(nameof(DecoderAttribute.ResidualMultiplier), 1.0);
        draft.Head = new()
        {
            HasBias = attribute.Value(nameof(DecoderAttribute.HeadBias), false),
            Multiplier = attribute.Value(nameof(DecoderAttribute.LogitMultiplier), 1.0),
            Softcap = attribute.Value(nameof(DecoderAttribute.LogitSoftcap), default(double?)),
        };

        foreach (var (member, name) in Members)
            locations[member] = attribute.LocationOf(name);
        locations[ArchitectureMember.Whole] = attribute.Location;
        return ArchitectureRules.CheckLayerCount(layers, MemberSpelling.Declaration);
    }

    public static Action<LayerDraft>? Dropout(PartReading part)
    {
        part.Locations[ArchitectureMember.Dropout] = part.Attribute.Location;
        part.Draft.EmbeddingDropout = part.Attribute.Value(nameof(DropoutAttribute.Embedding), 0.0);
        part.Draft.ResidualDropout = part.Attribute.Value(nameof(DropoutAttribute.Residual), 0.0);
        part.Draft.AttentionDropout = part.Attribute.Value(nameof(DropoutAttribute.Attention), 0.0);
        return null;
    }

    public static Action<LayerDraft>? Family(PartReading part)
    {
        part.Draft.Family = part.Take(ArchitectureMember.Family, "family", "");
        return null;
    }
}
