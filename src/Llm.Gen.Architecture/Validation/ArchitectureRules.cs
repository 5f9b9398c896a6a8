namespace Llm.Gen.Architectures;

/// <summary>What an architecture has to fulfil before a model is emitted from it.</summary>
public sealed class ArchitectureRules
{
    /// <summary>The most layers that a model may have.</summary>
    public const int MaximumLayers = 10_000;

    /// <summary>The largest size: three of them still add up within 32 bits, as emitted constants do.</summary>
    public const int MaximumSize = 1 << 28;

    /// <summary>The most parameters that a model may have: sizes beyond are typing errors, and sums stay within 64 bits.</summary>
    public const long MaximumParameters = 100_000_000_000_000;

    private readonly Architecture _architecture;
    private readonly RuleFindings _findings;

    private ArchitectureRules(Architecture architecture, MemberSpelling spelling) => (_architecture, _findings) = (architecture, new(spelling));

    /// <summary>Everything that is wrong; empty for an architecture that can be emitted.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="spelling">How messages name its members.</param>
    public static EquatableArray<ArchitectureError> Check(Architecture architecture, MemberSpelling spelling)
    {
        var rules = new ArchitectureRules(architecture, spelling);
        rules.Check();
        return rules._findings.Errors.ToEquatableArray();
    }

    /// <summary>Whether a number of layers is one that a model may have; the error when it is not. Ask before that many are made.</summary>
    public static ArchitectureError? CheckLayerCount(int count, MemberSpelling spelling) =>
        count is >= 1 and <= MaximumLayers ? null : RuleFindings.OutOfRange(ArchitectureMember.Layers, count, MaximumLayers, spelling);

    private void Check()
    {
        CheckFamily();
        if (CheckLayerCount(_architecture.Layers.Count, _findings.Spelling) is { } error)
            _findings.Add(error);
        _findings.Size(ArchitectureMember.Hidden, _architecture.Hidden);
        _findings.Size(ArchitectureMember.Vocab, _architecture.Vocab);
        _findings.Size(ArchitectureMember.Positions, _architecture.Positions);
        CheckEnds();
        foreach (var layer in _architecture.Layers.Distinct())
            CheckLayer(layer);
        CheckSharedBias();

        if (_findings.Errors.Count == 0)
            CheckTotal();
        if (_findings.Errors.Count == 0 && FamilyRules.Check(_architecture, ModelFamily.Of(_architecture)) is { } unsayable)
            _findings.Add(unsayable);
    }

    private void CheckFamily()
    {
        if (ModelFamily.Find(_architecture.Family) is not null)
            return;

        _findings.Add("LLMG018", ArchitectureMember.Family,
            $"{_findings.Spell(ArchitectureMember.Family)} \"{_architecture.Family}\" is not supported",
            $"the nearest that is: \"{ModelFamily.Nearest(_architecture.Family).Name}\"",
            "name it if the model is built like it");
    }

    /// <summary>Embedding, final norm and head.</summary>
    private void CheckEnds()
    {
        var (embedding, head) = (_architecture.Embedding, _architecture.Head);
        if (embedding.Size is { } size)
            _findings.Size(ArchitectureMember.Embedding, size);
        _findings.Positive(ArchitectureMember.Embedding, "The embedding's scale", embedding.Scale);
        _findings.Dropout("The embedding's dropout", embedding.Dropout);
        if (embedding.Norm is { } norm)
            NormRules.Check(norm, _findings);
        if (embedding.Positions is { Offset: var offset and (< 0 or > 1024) })
            _findings.Add("LLMG028", ArchitectureMember.Embedding, $"Positions begin at {offset}", "expected a number from 0 to 1024", "correct it; most models have 0");
        if (_architecture.FinalNorm is { } final)
            NormRules.Check(final, _findings);
        _findings.Positive(ArchitectureMember.Head, "The scores' multiplier", head.Multiplier);
        _findings.Positive(ArchitectureMember.Head, "The scores' softcap", head.Softcap);
    }

    private void CheckLayer(LayerSpec layer)
    {
        AttentionRules.Check(layer.Attention, _findings);
        FeedForwardRules.Check(layer.FeedForward, _findings);
        PositionRules.Check(layer.Position, layer.Attention, _findings);
        NormRules.Check(layer.Norm, _findings);
        _findings.Number(ArchitectureMember.Residual, "The residual's multiplier", layer.ResidualMultiplier, layer.ResidualMultiplier is > 0 and <= 1e6, "a number above 0, at most 1e6");
        _findings.Dropout("The layers' dropout", layer.Dropout);
    }

    /// <summary>The layers read one table of biases, so that they have to agree on it.</summary>
    private void CheckSharedBias()
    {
        var tables = _architecture.Layers.Select(layer => (layer.Position as T5BiasSpec, Heads: layer.Position is T5BiasSpec ? layer.Attention.Heads : 0)).Distinct().Count();
        if (tables > 1 && _architecture.Layers.Any(layer => layer.Position is T5BiasSpec))
        {
            _findings.Add("LLMG030", ArchitectureMember.Position, "Layers have different biases of distances, or some have none", "expected the same in all layers, since they read one table",
                "give all layers the same buckets and heads");
        }
    }

    private void CheckTotal()
    {
        var total = (_architecture.Layers.Sum(Columns) + 2m * _architecture.Vocab) * _architecture.Hidden;
        if (total <= MaximumParameters)
            return;

        _findings.Add("LLMG016", ArchitectureMember.Whole,
            $"The model would have about {RuleFindings.Show((double)total)} parameters",
            $"expected at most {RuleFindings.Show(MaximumParameters)}",
            "lower the sizes; one of them is probably mistyped");
    }

    /// <summary>Rows and columns of a layer's matrices beside the hidden size, about.</summary>
    private static decimal Columns(LayerSpec layer)
    {
        var attention = layer.Attention switch
        {
            HeadAttentionSpec heads => 2m * (heads.Heads + heads.KeyValueHeads) * heads.HeadSize,
            OwnAttentionSpec own => 2m * (own.Heads + own.KeyValueHeads) * own.HeadSize,
            LatentAttentionSpec latent => (decimal)latent.Heads * (latent.PlainSize + latent.RotarySize + 2m * latent.ValueSize) + latent.KeyValueRank,
            _ => 0,
        };
        return layer.FeedForward switch
        {
            DenseFeedForwardSpec dense => attention + 3m * dense.Inner,
            OwnFeedForwardSpec own => attention + 3m * own.Inner,
            MoeSpec experts => attention + 3m * experts.Experts * experts.Expert.Inner + 3m * (experts.Shared?.Inner ?? 0),
            _ => attention,
        };
    }
}
