using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads attentions and their windows.</summary>
internal static class AttentionReader
{
    public static Action<LayerDraft> Heads(PartReading part, int keyValueHeads)
    {
        var attribute = part.Attribute;
        var heads = part.Take(ArchitectureMember.Heads, "heads", 0);
        var stated = attribute.Value(nameof(HeadsAttribute.HeadSize), default(int?));
        var norm = (QueryKeyNorm)part.Take(ArchitectureMember.QueryKeyNorm, nameof(HeadsAttribute.QueryKeyNorm), 0);
        var isAfter = attribute.Value(nameof(HeadsAttribute.NormAfterRotation), false);
        var attention = new HeadAttentionSpec
        {
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = stated ?? HeadSplit.Derive(part.Draft.Hidden, heads, MemberSpelling.Declaration, part.Errors) ?? HeadSplit.Unknown,
            Bias = (AttentionBias)part.Take(ArchitectureMember.AttentionBias, nameof(HeadsAttribute.Bias), 0),
            Scale = attribute.Value(nameof(HeadsAttribute.Scale), default(double?)),
            Softcap = attribute.Value(nameof(HeadsAttribute.Softcap), default(double?)),
            Clip = attribute.Value(nameof(HeadsAttribute.Clip), default(double?)),
            HasLearnedSinks = attribute.Value(nameof(HeadsAttribute.LearnedSinks), false),
        };
        part.Locations[ArchitectureMember.KeyValueHeads] = attribute.LocationOf("keyValueHeads");
        part.Locations[ArchitectureMember.HeadSize] = attribute.LocationOf(stated is null ? "heads" : nameof(HeadsAttribute.HeadSize));
        part.Locations[ArchitectureMember.AttentionOption] = attribute.Location;
        return layer => (layer.Attention, layer.QueryKeyNorm, layer.IsNormedAfterRotation) = (attention, norm, isAfter);
    }

    public static Action<LayerDraft> Latent(PartReading part)
    {
        var attribute = part.Attribute;
        var attention = new LatentAttentionSpec
        {
            Heads = part.Take(ArchitectureMember.Heads, "heads", 0),
            QueryRank = attribute.Value(nameof(MlaAttribute.QueryRank), default(int?)),
            KeyValueRank = attribute.Value("keyValueRank", 0),
            PlainSize = attribute.Value("plainSize", 0),
            RotarySize = attribute.Value("rotarySize", 0),
            ValueSize = attribute.Value("valueSize", 0),
            Norm = new RmsNormSpec { Epsilon = 0 },                 // the layer's takes its place
            HasBias = attribute.Value(nameof(MlaAttribute.Bias), false),
            Scale = attribute.Value(nameof(MlaAttribute.Scale), default(double?)),
        };
        part.Locations[ArchitectureMember.Latent] = attribute.Location;
        part.Locations[ArchitectureMember.AttentionOption] = attribute.Location;
        return layer => (layer.Attention, layer.QueryKeyNorm) = (attention, QueryKeyNorm.None);
    }

    public static Action<LayerDraft> Window(PartReading part)
    {
        var size = part.Take(ArchitectureMember.Window, "size", 0);
        var sinks = part.Attribute.Value(nameof(SlidingWindowAttribute.SinkTokens), 0);
        return layer => (layer.Window, layer.SinkTokens) = (size, sinks);
    }
}
