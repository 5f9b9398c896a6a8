namespace Llm.Gen.Architectures;

/// <content>From an architecture to a draft. What a draft cannot say is lost; reading back what was written shows it.</content>
internal sealed partial class DecoderDraft
{
    /// <summary>The draft of an architecture.</summary>
    public static DecoderDraft Of(Architecture architecture)
    {
        var layers = architecture.Layers;
        var layer = layers[0];
        var draft = new DecoderDraft
        {
            Layers = layers.Count,
            Hidden = architecture.Hidden,
            Vocab = architecture.Vocab,
            Positions = architecture.Positions,
            IsTied = architecture.TiedEmbeddings,
            EmbeddingScale = architecture.Embedding.Scale,
            EmbeddingSize = architecture.Embedding.Size,
            HasEmbeddingNorm = architecture.Embedding.Norm is not null,
            EmbeddedPositions = architecture.Embedding.Positions,
            EmbeddingDropout = architecture.Embedding.Dropout,
            HasFinalNorm = architecture.FinalNorm is not null,
            HasHeadBias = architecture.Head.HasBias,
            LogitMultiplier = architecture.Head.Multiplier,
            LogitSoftcap = architecture.Head.Softcap,
            Norm = layer.Norm,
            Epsilon = layer.Norm.Epsilon,
            Placement = layer.Placement,
            ResidualMultiplier = layer.ResidualMultiplier,
            ResidualDropout = layer.Dropout,
            Heads = layer.Attention.Heads,
            Scale = layer.Attention.Scale,
            IsScaledByLayer = layers.Count > 1 && layers[1].Attention.Scale != layer.Attention.Scale,
            AttentionDropout = layer.Attention.Dropout,
        };
        if (layer.Attention is HeadAttentionSpec)
            draft.TakeHeads(layers.Select(one => one.Attention).OfType<HeadAttentionSpec>().ToList());
        else if (layer.Attention is LatentAttentionSpec latent)
            draft.TakeLatent(latent);
        draft.TakePositions(layers);
        draft.TakeFeedForward(layers);
        return draft;
    }

    private void TakeHeads(List<HeadAttentionSpec> heads)
    {
        var first = heads[0];
        KeyValueHeads = first.KeyValueHeads;
        HeadSize = first.HeadSize;
        Bias = first.Bias;
        Softcap = first.Softcap;
        Clip = first.Clip;
        HasLearnedSinks = first.HasLearnedSinks;
        QueryKeyNorm = first.QueryKeyNorm;
        Window = heads.Find(layer => layer.Window is not null)?.Window;
        Windowed = Which(heads.Select(layer => layer.Window is not null), isMeant: Window is not null);
    }

    private void TakeLatent(LatentAttentionSpec latent) => Latent = new()
    {
        QueryRank = latent.QueryRank,
        KeyValueRank = latent.KeyValueRank,
        PlainSize = latent.PlainSize,
        RotarySize = latent.RotarySize,
        ValueSize = latent.ValueSize,
        Epsilon = latent.Norm.Epsilon,
        HasBias = latent.HasBias,
    };

    private void TakePositions(IReadOnlyList<LayerSpec> layers)
    {
        var ropes = layers.Select(layer => layer.Position).OfType<RopeSpec>().ToList();
        HasRope = ropes.Count > 0;
        Unrotated = layers.Select(layer => layer.Position).FirstOrDefault(position => position is not RopeSpec) ?? Unrotated;
        if (!HasRope)
            return;

        Rotated = Which(layers.Select(layer => layer.Position is RopeSpec), isMeant: true);
        var isWindowed = layers.Select(layer => layer.Attention is HeadAttentionSpec { Window: not null }).ToList();
        var whole = layers.Where((layer, i) => !isWindowed[i]).Select(layer => layer.Position).OfType<RopeSpec>().FirstOrDefault();
        var local = layers.Where((layer, i) => isWindowed[i]).Select(layer => layer.Position).OfType<RopeSpec>().FirstOrDefault();
        var rope = whole ?? ropes[0];
        LocalTheta = local is not null && whole is not null && local != whole ? local.Theta : null;
        Theta = rope.Theta;
        Scaling = rope.Scaling;
        IsInterleaved = rope.IsInterleaved;
        RotaryColumns = rope.Columns;
        RotaryFraction = HeadSize is { } size ? FractionOf(rope.Columns ?? size, size) : 1;
    }

    /// <summary>A share that gives back the columns when it is multiplied and cut off.</summary>
    private static double FractionOf(int columns, int size)
    {
        var fraction = columns / (double)size;
        return (int)(size * fraction) == columns ? fraction : (columns + 0.25) / size;
    }

    private void TakeFeedForward(IReadOnlyList<LayerSpec> layers)
    {
        if (layers.Select(layer => layer.FeedForward).OfType<MoeSpec>().FirstOrDefault() is { } moe)
        {
            Experts = Draft(moe);
            Mixed = Which(layers.Select(layer => layer.FeedForward is MoeSpec), isMeant: true);
            TakeDense(moe.Expert);
            Inner = moe.Expert.Inner;
        }

        if (layers.Select(layer => layer.FeedForward).OfType<DenseFeedForwardSpec>().FirstOrDefault() is { } dense)
        {
            TakeDense(dense);
            Inner = dense.Inner;
            HasFeedForwardBias = dense.HasBias;
        }
    }

    private void TakeDense(DenseFeedForwardSpec dense)
    {
        IsPlain = dense is MlpSpec;
        Activation = dense is MlpSpec plain ? plain.Activation : default;
        Gate = dense is GatedFeedForwardSpec gated ? gated.Activation : default;
        Clamp = (dense as GatedFeedForwardSpec)?.Clamp;
    }

    private static ExpertDraft Draft(MoeSpec moe) => new()
    {
        Experts = moe.Experts,
        Chosen = moe.Chosen,
        Inner = moe.Expert.Inner,
        HasBias = moe.Expert.HasBias,
        Score = moe.Routing.Score,
        IsNormalised = moe.Routing.IsNormalised,
        Scale = moe.Routing.Scale,
        HasCorrectionBias = moe.Routing.HasCorrectionBias,
        HasRouterBias = moe.Routing.HasBias,
        Groups = moe.Routing.Groups,
        GroupsChosen = moe.Routing.GroupsChosen,
        GroupScore = moe.Routing.GroupScore,
        SharedInner = moe.Shared?.Inner,
        IsSharedGated = moe.Shared?.IsGated ?? false,
        Capacity = moe.Capacity,
        BalanceCoefficient = moe.BalanceCoefficient,
        RouterZCoefficient = moe.RouterZCoefficient,
    };

    /// <summary>Which layers have something; null where all have it, and where it is not meant at all.</summary>
    private static bool[]? Which(IEnumerable<bool> layers, bool isMeant)
    {
        var which = layers.ToArray();
        return !isMeant || which.All(holds => holds) ? null : which;
    }
}
