using Llm.Gen.Architectures;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Parsing;

/// <summary>A declaration while its attributes are read.</summary>
internal sealed class DeclarationDraft
{
    /// <summary>What is wrong with values that are derived while reading.</summary>
    public List<ArchitectureError> Errors { get; } = [];

    /// <summary>A count that a model may have, the nearest where a wrong one is declared.</summary>
    public int Layers { get; set; }

    public int Hidden { get; set; }

    public int Vocab { get; set; }

    public int Positions { get; set; }

    public bool TiedEmbeddings { get; set; }

    /// <summary>The family that is named; null where none is.</summary>
    public string? Family { get; set; }

    public AttentionSpec? Attention { get; set; }

    /// <summary>The norm of queries and keys, which is of the layers' kind.</summary>
    public QueryKeyNorm QueryKeyNorm { get; set; }

    /// <summary>How many tokens a query sees; null where it sees all.</summary>
    public int? Window { get; set; }

    public FeedForwardSpec? FeedForward { get; set; }

    public NormSpec? Norm { get; set; }

    public PositionSpec? Position { get; set; }

    /// <summary>Where each member is written.</summary>
    public Dictionary<ArchitectureMember, Location> Locations { get; } = [];

    /// <summary>Where a member is written; the whole declaration where it is not.</summary>
    public Location LocationOf(ArchitectureMember member) =>
        Locations.TryGetValue(member, out var location) ? location : Locations[ArchitectureMember.Whole];

    /// <summary>The architecture, in the library's own family where none is named; every slot is filled.</summary>
    public Architecture Build()
    {
        var layer = new LayerSpec { Attention = WithOptions(Attention!), FeedForward = FeedForward!, Norm = Norm!, Position = Position! };
        return new()
        {
            Family = Family ?? ModelFamily.Own.Name,
            Hidden = Hidden,
            Vocab = Vocab,
            Positions = Positions,
            TiedEmbeddings = TiedEmbeddings,
            Layers = Enumerable.Repeat(layer, Layers).ToEquatableArray(),
            FinalNorm = Norm!,
        };
    }

    /// <summary>The attention with what other attributes say of it.</summary>
    private AttentionSpec WithOptions(AttentionSpec attention) => attention is not HeadAttentionSpec heads ? attention : heads with
    {
        Window = Window,
        QueryKeyNorm = QueryKeyNorm == QueryKeyNorm.None ? null : new() { Norm = Norm!, Extent = (NormExtent)(QueryKeyNorm - 1) },
    };
}
