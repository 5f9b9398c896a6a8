using Llm.Gen.Architectures;

namespace Llm.Gen.Generators.Parsing;

/// <summary>One layer while its parts are put in.</summary>
internal sealed class LayerDraft
{
    public AttentionSpec? Attention { get; set; }

    /// <summary>The norm of queries and keys, which is of the layer's kind.</summary>
    public QueryKeyNorm QueryKeyNorm { get; set; }

    public bool IsNormedAfterRotation { get; set; }

    /// <summary>How many tokens a query sees; null where it sees all.</summary>
    public int? Window { get; set; }

    public int SinkTokens { get; set; }

    public FeedForwardSpec? FeedForward { get; set; }

    public NormSpec? Norm { get; set; }

    public NormPlacement Placement { get; set; }

    public PositionSpec? Position { get; set; }

    /// <summary>The layer; every slot is filled.</summary>
    public LayerSpec Build(DeclarationDraft draft) => new()
    {
        Attention = WithOptions(Attention!) with { Dropout = draft.AttentionDropout },
        FeedForward = FeedForward!,
        Norm = Norm!,
        Position = Position ?? new NoPositionSpec(),
        Placement = Placement,
        ResidualMultiplier = draft.ResidualMultiplier,
        Dropout = draft.ResidualDropout,
    };

    /// <summary>The attention with what other attributes say of it.</summary>
    private AttentionSpec WithOptions(AttentionSpec attention) => attention switch
    {
        HeadAttentionSpec heads => heads with
        {
            Window = Window,
            SinkTokens = SinkTokens,
            QueryKeyNorm = QueryKeyNorm == QueryKeyNorm.None ? null : new() { Norm = Norm!, Extent = (NormExtent)(QueryKeyNorm - 1), IsAfterRotation = IsNormedAfterRotation },
        },
        LatentAttentionSpec latent => latent with { Norm = Norm! },
        _ => attention,
    };
}
