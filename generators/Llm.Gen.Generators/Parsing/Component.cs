using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>A component attribute: the slot it fills and how it is read.</summary>
internal sealed record Component(string Name, ComponentSlot Slot, Action<AttributeReader, DeclarationDraft> Read)
{
    /// <summary>Every component; of one slot, in the order in which messages offer them.</summary>
    public static IReadOnlyList<Component> All { get; } =
    [
        new("Mha", ComponentSlot.Attention, static (attribute, draft) => ReadHeads(attribute, draft, attribute.Value("heads", 0))),
        new("Gqa", ComponentSlot.Attention, static (attribute, draft) => ReadHeads(attribute, draft, attribute.Value("keyValueHeads", 0))),
        new("Mqa", ComponentSlot.Attention, static (attribute, draft) => ReadHeads(attribute, draft, 1)),
        new("SlidingWindow", ComponentSlot.Window, ReadWindow),
        new("SwiGlu", ComponentSlot.FeedForward, static (attribute, draft) => ReadGated(attribute, draft, GateActivation.Silu)),
        new("GeGlu", ComponentSlot.FeedForward, static (attribute, draft) => ReadGated(attribute, draft, GeluOf(attribute))),
        new("ReGlu", ComponentSlot.FeedForward, static (attribute, draft) => ReadGated(attribute, draft, GateActivation.Relu)),
        new("Glu", ComponentSlot.FeedForward, static (attribute, draft) => ReadGated(attribute, draft, GateActivation.Sigmoid)),
        new("Bilinear", ComponentSlot.FeedForward, static (attribute, draft) => ReadGated(attribute, draft, GateActivation.Identity)),
        new("RmsNorm", ComponentSlot.Norm, ReadRmsNorm),
        new("Rope", ComponentSlot.Position, RopeReader.Read),
        new("HuggingFace", ComponentSlot.Family, ReadFamily),
    ];

    /// <summary>Reads the whole-model facts, which other components derive from.</summary>
    public static void ReadDecoder(AttributeReader attribute, DeclarationDraft draft)
    {
        var layers = attribute.Value(nameof(DecoderAttribute.Layers), 0);
        if (ArchitectureRules.CheckLayerCount(layers, MemberSpelling.Declaration) is { } error)
            draft.Errors.Add(error);

        draft.Layers = Math.Max(1, Math.Min(layers, ArchitectureRules.MaximumLayers));
        draft.Hidden = attribute.Value(nameof(DecoderAttribute.Hidden), 0);
        draft.Vocab = attribute.Value(nameof(DecoderAttribute.Vocab), 0);
        draft.Positions = attribute.Value(nameof(DecoderAttribute.Positions), 0);
        draft.TiedEmbeddings = attribute.Value(nameof(DecoderAttribute.TiedEmbeddings), false);
        draft.Locations[ArchitectureMember.Layers] = attribute.LocationOf(nameof(DecoderAttribute.Layers));
        draft.Locations[ArchitectureMember.Hidden] = attribute.LocationOf(nameof(DecoderAttribute.Hidden));
        draft.Locations[ArchitectureMember.Vocab] = attribute.LocationOf(nameof(DecoderAttribute.Vocab));
        draft.Locations[ArchitectureMember.Positions] = attribute.LocationOf(nameof(DecoderAttribute.Positions));
        draft.Locations[ArchitectureMember.Whole] = attribute.Location;
    }

    private static void ReadHeads(AttributeReader attribute, DeclarationDraft draft, int keyValueHeads)
    {
        var heads = attribute.Value("heads", 0);
        var stated = attribute.Value(nameof(MhaAttribute.HeadSize), default(int?));
        draft.Attention = new HeadAttentionSpec
        {
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = stated ?? HeadSplit.Derive(draft.Hidden, heads, MemberSpelling.Declaration, draft.Errors) ?? HeadSplit.Unknown,
            Bias = (AttentionBias)attribute.Value(nameof(MhaAttribute.Bias), 0),
        };
        draft.QueryKeyNorm = (QueryKeyNorm)attribute.Value(nameof(MhaAttribute.QueryKeyNorm), 0);
        draft.Locations[ArchitectureMember.QueryKeyNorm] = attribute.LocationOf(nameof(MhaAttribute.QueryKeyNorm));
        draft.Locations[ArchitectureMember.Heads] = attribute.LocationOf("heads");
        draft.Locations[ArchitectureMember.KeyValueHeads] = attribute.LocationOf("keyValueHeads");
        draft.Locations[ArchitectureMember.HeadSize] = stated is null ? attribute.LocationOf("heads") : attribute.LocationOf(nameof(MhaAttribute.HeadSize));
        draft.Locations[ArchitectureMember.AttentionBias] = attribute.LocationOf(nameof(MhaAttribute.Bias));
    }

    private static void ReadWindow(AttributeReader attribute, DeclarationDraft draft)
    {
        draft.Window = attribute.Value("size", 0);
        draft.Locations[ArchitectureMember.Window] = attribute.LocationOf("size");
    }

    private static void ReadGated(AttributeReader attribute, DeclarationDraft draft, GateActivation activation)
    {
        draft.FeedForward = new GatedFeedForwardSpec
        {
            Inner = attribute.Value("inner", 0),
            Activation = activation,
            HasBias = attribute.Value(nameof(SwiGluAttribute.Bias), false),
        };
        draft.Locations[ArchitectureMember.Inner] = attribute.LocationOf("inner");
    }

    private static GateActivation GeluOf(AttributeReader attribute) =>
        attribute.Value(nameof(GeGluAttribute.Tanh), false) ? GateActivation.GeluTanh : GateActivation.Gelu;

    private static void ReadRmsNorm(AttributeReader attribute, DeclarationDraft draft)
    {
        draft.Norm = new RmsNormSpec { Epsilon = attribute.Value("epsilon", 0.0) };
        draft.Locations[ArchitectureMember.Epsilon] = attribute.LocationOf("epsilon");
    }

    private static void ReadFamily(AttributeReader attribute, DeclarationDraft draft)
    {
        draft.Family = attribute.Value("family", "");
        draft.Locations[ArchitectureMember.Family] = attribute.LocationOf("family");
    }
}
