using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Muon (arXiv:2502.16982): the moment of a matrix, made orthogonal, is its update. The moment is an average,
/// m = mu m + (1 - mu) g, as torch.optim has it, and not a sum.
/// </summary>
internal sealed class MuonRule : MatrixRule
{
    private readonly OptimizerState[] _moments;

    internal MuonRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices) : base(numbers, plan, slices) =>
        _moments = [.. Parts.Select(part => new OptimizerState($"moment.{part.Name}", numbers.State(part.Rows, part.Columns)))];

    public override IEnumerable<OptimizerState> States => _moments;

    /// <summary>Whether a weight is a matrix of a layer; embeddings and heads stand outside of layers.</summary>
    internal static bool Takes(GradientSlice slice) => slice.IsMatrix && slice.Layer is not null;

    protected override void Update(int index, MatrixPart part, Tensor weight, Tensor gradient, in UpdateStep step, double decay)
    {
        var (options, moment) = (Plan.Options, _moments[index].Values);
        var mu = options.Momentum ?? 0.95;
        moment.mul_(mu).add_(gradient, 1 - mu);
        var update = options.Nesterov ?? true ? gradient.mul_(1 - mu).add_(moment, mu) : moment;

        var orthogonal = NewtonSchulz.Orthogonal(update, options.NewtonSchulzSteps ?? 5, options.NewtonSchulzPrecision ?? Precision.Float32);
        var ratio = options.MatchesAdam ?? true
            ? 0.2 * Math.Sqrt(Math.Max(part.Rows, part.Columns))
            : Math.Sqrt(Math.Max(1, (double)part.Rows / part.Columns));
        weight.mul_(1 - (step.Rate * decay)).sub_(orthogonal * (step.Rate * ratio));
    }

    public override void Dispose() => Array.ForEach(_moments, moment => moment.Values.Dispose());
}
