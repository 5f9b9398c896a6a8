namespace Llm.Gen.Architectures;

/// <content>From a draft to an architecture.</content>
internal sealed partial class DecoderDraft
{
    /// <summary>The architecture; what cannot be derived is an error.</summary>
    public Architecture Build(string family, MemberSpelling spelling, ICollection<ArchitectureError> errors)
    {
        var headSize = HeadSize ?? (Latent is null ? HeadSplit.Derive(Hidden, Heads, spelling, errors) : null) ?? HeadSplit.Unknown;
        var norm = Norm with { Epsilon = Epsilon };
        return new()
        {
            Family = family,
            Hidden = Hidden,
            Vocab = Vocab,
            Positions = Positions,
            Embedding = new()
            {
                Scale = EmbeddingScale,
                Size = EmbeddingSize == Hidden ? null : EmbeddingSize,
                Norm = HasEmbeddingNorm ? norm : null,
                Positions = EmbeddedPositions,
                Dropout = EmbeddingDropout,
            },
            TiedEmbeddings = IsTied,
            Layers = Enumerable.Range(0, Layers).Select(i => Layer(i, headSize, norm)).ToEquatableArray(),
            FinalNorm = HasFinalNorm ? norm : null,
            Head = new() { HasBias = HasHeadBias, Multiplier = LogitMultiplier, Softcap = LogitSoftcap },
        };
    }

    private LayerSpec Layer(int i, int headSize, NormSpec norm) => new()
    {
        Attention = Attention(i, headSize, norm),
        FeedForward = Experts is { } experts && Holds(Mixed, i) ? Mixture(experts) : Dense(Inner, HasFeedForwardBias),
        Norm = norm,
        Position = Position(i, headSize),
        Placement = Placement,
        ResidualMultiplier = ResidualMultiplier,
        Dropout = ResidualDropout,
    };

    private AttentionSpec Attention(int i, int headSize, NormSpec norm)
    {
        if (Latent is { } latent)
        {
            return new LatentAttentionSpec
            {
                Heads = Heads,
                QueryRank = latent.QueryRank,
                KeyValueRank = latent.KeyValueRank,
                PlainSize = latent.PlainSize,
                RotarySize = latent.RotarySize,
                ValueSize = latent.ValueSize,
                Norm = norm with { Epsilon = latent.Epsilon },
                HasBias = latent.HasBias,
                Scale = ScaleOf(i, latent.PlainSize + latent.RotarySize),
                Dropout = AttentionDropout,
            };
        }

        return new HeadAttentionSpec
        {
            Heads = Heads,
            KeyValueHeads = KeyValueHeads,
            HeadSize = headSize,
            Bias = Bias,
            Scale = ScaleOf(i, headSize),
            Softcap = Softcap,
            Window = Holds(Windowed, i) ? Window : null,
            HasLearnedSinks = HasLearnedSinks,
            Clip = Clip,
            QueryKeyNorm = QueryKeyNorm is { } queryKey ? queryKey with { Norm = queryKey.Norm with { Epsilon = Epsilon } } : null,
            Dropout = AttentionDropout,
        };
    }

    /// <summary>The scale, null where it is what everybody has.</summary>
    private double? ScaleOf(int i, int size)
    {
        var usual = 1 / Math.Sqrt(size);
        var scale = (Scale ?? usual) / (IsScaledByLayer ? i + 1 : 1);
        return scale == usual ? null : scale;
    }

    private PositionSpec Position(int i, int headSize)
    {
        if (!HasRope || !Holds(Rotated, i))
            return Unrotated;

        var isLocal = LocalTheta is not null && Window is not null && Holds(Windowed, i);
        var columns = RotaryColumns ?? (int)(headSize * RotaryFraction);
        return new RopeSpec
        {
            Theta = isLocal ? LocalTheta!.Value : Theta,
            Scaling = isLocal ? null : Scaling,
            Columns = Latent is not null || columns == headSize ? null : columns,
            IsInterleaved = IsInterleaved,
        };
    }

    private DenseFeedForwardSpec Dense(int inner, bool hasBias) => IsPlain
        ? new MlpSpec { Inner = inner, Activation = Activation, HasBias = hasBias }
        : new GatedFeedForwardSpec { Inner = inner, Activation = Gate, HasBias = hasBias, Clamp = Clamp };

    private MoeSpec Mixture(ExpertDraft experts) => new()
    {
        Experts = experts.Experts,
        Chosen = experts.Chosen,
        Expert = Dense(experts.Inner, experts.HasBias),
        Routing = new()
        {
            Score = experts.Score,
            IsNormalised = experts.IsNormalised,
            Scale = experts.Scale,
            HasCorrectionBias = experts.HasCorrectionBias,
            HasBias = experts.HasRouterBias,
            Groups = experts.Groups,
            GroupsChosen = experts.GroupsChosen,
            GroupScore = experts.GroupScore,
        },
        Shared = experts.SharedInner is { } shared ? new() { Inner = shared, IsGated = experts.IsSharedGated } : null,
        Capacity = experts.Capacity,
        BalanceCoefficient = experts.BalanceCoefficient,
        RouterZCoefficient = experts.RouterZCoefficient,
    };

    private static bool Holds(bool[]? layers, int i) => layers is null || (i < layers.Length && layers[i]);
}
