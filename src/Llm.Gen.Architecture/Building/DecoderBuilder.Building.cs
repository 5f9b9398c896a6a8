namespace Llm.Gen.Architectures;

/// <content>From the parts to the architecture.</content>
public sealed partial class DecoderBuilder
{
    private readonly LayerParts<Func<ICollection<ArchitectureError>, AttentionSpec>> _attentions = new("attention", "Mha, Gqa, Mqa or Attention");
    private readonly LayerParts<WindowPart?> _windows = new("window", "SlidingWindow or FullAttention");
    private readonly LayerParts<FeedForwardSpec> _feedForwards = new("feed-forward", "SwiGlu, Mlp or FeedForward");
    private readonly LayerParts<NormSpec> _norms = new("norm", "RmsNorm, LayerNorm or Norm");
    private readonly LayerParts<PositionSpec> _positions = new("way to tell positions", "Rope, Learned, NoPosition or Position");
    private readonly LayerParts<NormPlacement> _placements = new("placement", nameof(Placement));
    private readonly LayerParts<double> _multipliers = new("residual multiplier", nameof(ResidualMultiplier));
    private readonly LayerParts<double> _dropouts = new("dropout", nameof(Dropout));
    private NormSpec? _finalNorm;
    private bool _hasFinalNorm;

    /// <summary>The architecture of the parts.</summary>
    /// <exception cref="ArchitectureException">A part is missing, is in no layer, or breaks a rule; the message says everything that is wrong.</exception>
    public Architecture Build() => TryBuild(out var errors) ?? throw new ArchitectureException(errors);

    /// <summary>The architecture of the parts; null, and everything that is wrong, where it is.</summary>
    /// <param name="errors">What is wrong; empty when nothing is.</param>
    public Architecture? TryBuild(out EquatableArray<ArchitectureError> errors)
    {
        var found = new List<ArchitectureError>();
        var architecture = Collect(found);
        if (architecture is not null)
            found.AddRange(ArchitectureRules.Check(architecture, MemberSpelling.Declaration));
        errors = found.Distinct().ToEquatableArray();
        return errors.Count > 0 ? null : Family is null ? Named(architecture!) : architecture;
    }

    private static Architecture Named(Architecture architecture) => architecture with { Family = ModelFamily.For(architecture).Name };

    private Architecture? Collect(List<ArchitectureError> errors)
    {
        if (ArchitectureRules.CheckLayerCount(Layers, MemberSpelling.Declaration) is { } error)
            errors.Add(error);
        else
            CheckParts(errors);
        if (errors.Count > 0)
            return null;

        var layers = Enumerable.Range(0, Layers).Select(i => Layer(i, errors)).ToEquatableArray();
        return new()
        {
            Family = Family ?? ModelFamily.Own.Name,
            Hidden = Hidden,
            Vocab = Vocab,
            Positions = Positions,
            Embedding = Embedding,
            TiedEmbeddings = TiedEmbeddings,
            Layers = layers,
            FinalNorm = _hasFinalNorm ? _finalNorm : layers[Layers - 1].Norm,
            Head = Head,
        };
    }

    private void CheckParts(List<ArchitectureError> errors)
    {
        _attentions.Check(Layers, errors);
        _windows.Check(Layers, errors);
        _feedForwards.Check(Layers, errors);
        _norms.Check(Layers, errors);
        _positions.Check(Layers, errors);
        _placements.Check(Layers, errors);
        _multipliers.Check(Layers, errors);
        _dropouts.Check(Layers, errors);
        _attentions.Require(Layers, errors);
        _feedForwards.Require(Layers, errors);
        _norms.Require(Layers, errors);
        if (Embedding.Positions is null)
            _positions.Require(Layers, errors);
    }

    private LayerSpec Layer(int i, List<ArchitectureError> errors) => new()
    {
        Attention = Windowed(_attentions.Of(i, null!)(errors), _windows.Of(i, null), errors),
        FeedForward = _feedForwards.Of(i, null!),
        Norm = _norms.Of(i, null!),
        Position = _positions.Of(i, new NoPositionSpec()),
        Placement = _placements.Of(i, NormPlacement.Pre),
        ResidualMultiplier = _multipliers.Of(i, 1),
        Dropout = _dropouts.Of(i, 0),
    };

    /// <summary>The attention with the window of its layer; an attention that has one of its own, or cannot have one, is an error.</summary>
    private static AttentionSpec Windowed(AttentionSpec attention, WindowPart? window, List<ArchitectureError> errors)
    {
        if (window is null)
            return attention;
        if (attention is HeadAttentionSpec { Window: null, SinkTokens: 0 } heads)
            return heads with { Window = window.Size, SinkTokens = window.SinkTokens };

        errors.Add(attention is HeadAttentionSpec
            ? new("LLMG007", ArchitectureMember.Window, "The attention has a window, and so has its layer", "expected one of the two", "remove one")
            : new("LLMG030", ArchitectureMember.Window, $"{(attention is OwnAttentionSpec own ? own.Component.Name : "A latent attention")} stands in a layer with a window", "expected one over heads, which alone have windows", "remove the window, or name other layers"));
        return attention;
    }
}
