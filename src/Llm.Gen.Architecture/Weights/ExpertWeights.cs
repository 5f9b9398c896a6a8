namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a mixture of experts.</summary>
internal sealed class ExpertWeights(WeightNames names, MoeSpec moe, WeightExtent hidden)
{
    private readonly WeightExtent _experts = new("ExpertCount", moe.Experts);
    private readonly WeightExtent _inner = new("ExpertInner", moe.Expert.Inner);

    /// <summary>All of them, in the order of the computation.</summary>
    public IEnumerable<WeightRow> All =>
    [
        .. ProjectionWeights.Of(InFeedForward(names.Router), "FeedForward.Router", _experts, hidden, moe.Routing.HasBias).Select(row => row with { IsAdaptable = false }),
        .. moe.Routing.HasCorrectionBias
            ? [new WeightRow { Name = InFeedForward(names.CorrectionBias), Member = "FeedForward.Router.Correction", Role = StoredRole.Correction, Shape = new([_experts]) }]
            : Array.Empty<WeightRow>(),
        .. names.StackedExperts is { } stacked ? Stacked(stacked) : Single,
        .. moe.Shared is { } shared ? Shared(shared) : [],
    ];

    private IEnumerable<WeightRow> Single =>
        FeedForwardWeights.Of(moe.Expert, names with { IsTransposed = false, GateUp = null, Gate = names.ExpertGate ?? names.Gate, Up = names.ExpertUp ?? names.Up, Down = names.ExpertDown ?? names.Down },
            InFeedForward($"{names.Experts}.{{e}}"), "FeedForward.Experts[{e}]", _inner, hidden).Select(row => row with { Repeat = _experts });

    private IEnumerable<WeightRow> Stacked(StackedExpertNames stacked)
    {
        var turns = stacked.HasRowsInTurns ? StorageTransform.RowsInTurns : StorageTransform.None;
        yield return Matrix(stacked.GateUp, "GateUp", 2 * _inner, hidden, turns) with { Parts = new([_inner, _inner]) };
        if (stacked.GateUpBias is { } bias)
            yield return Bias(bias, "GateUp", 2 * _inner, turns);
        yield return Matrix(stacked.Down, "Down", hidden, _inner, StorageTransform.None);
        if (stacked.DownBias is { } downBias)
            yield return Bias(downBias, "Down", hidden, StorageTransform.None);

        WeightRow Matrix(string name, string member, WeightExtent outputs, WeightExtent inputs, StorageTransform transform) => new()
        {
            Name = InFeedForward(name),
            Member = $"FeedForward.{member}.Weight",
            Role = StoredRole.Matrix,
            IsAdaptable = false,
            Shape = stacked.IsTransposed ? new([_experts, inputs, outputs]) : new([_experts, outputs, inputs]),
            Transform = transform | StorageTransform.StackedExperts | (stacked.IsTransposed ? StorageTransform.Transposed : StorageTransform.None),
        };

        WeightRow Bias(string name, string member, WeightExtent outputs, StorageTransform transform) => new()
        {
            Name = InFeedForward(name),
            Member = $"FeedForward.{member}.Bias",
            Role = StoredRole.Bias,
            Shape = new([_experts, outputs]),
            Transform = transform | StorageTransform.StackedExperts,
        };
    }

    private IEnumerable<WeightRow> Shared(SharedExpertSpec shared)
    {
        var rows = FeedForwardWeights.Of(moe.Expert, names with { IsTransposed = false, GateUp = null }, InFeedForward(names.SharedExpert), "FeedForward.Shared", new("SharedInner", shared.Inner), hidden);
        return shared.IsGated
            ? [.. rows, .. ProjectionWeights.Of(InFeedForward(names.SharedExpertGate), "FeedForward.SharedGate", new("1", 1), hidden, false)]
            : rows;
    }

    private string InFeedForward(string name) => $"{names.ExpertFeedForward ?? names.FeedForward}.{name}";
}
