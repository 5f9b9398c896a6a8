using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Adafactor (arXiv:1804.04235) as torch.optim has it: means of squares by row and by column of a matrix, of every number of a
/// vector; the rate is relative to the size of the weights, and the size of an update is bounded.
/// </summary>
internal sealed class AdafactorRule : MatrixRule
{
    private const double LeastSquare = 1.0 / (1 << 23);             // the epsilon of float32

    private readonly (Tensor Rows, Tensor? Columns)[] _squares;

    internal AdafactorRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices) : base(numbers, plan, slices) =>
        _squares = [.. Parts.Select(part => part.IsVector ? (numbers.State(part.Columns), null) : (numbers.State(part.Rows), (Tensor?)numbers.State(part.Columns)))];

    public override IEnumerable<OptimizerState> States => Parts.Zip(_squares).SelectMany(pair => pair.Second.Columns is not { } columns
        ? new OptimizerState[] { new($"square.{pair.First.Name}", pair.Second.Rows) }
        : [new($"row_square.{pair.First.Name}", pair.Second.Rows), new($"column_square.{pair.First.Name}", columns)]);

    /// <summary>What is the same for all numbers of a weight in a step.</summary>
    internal readonly record struct Constants(float GradientScale, float Gain, double Rate, float Keep, double Epsilon, double LeastScale, double Clip)
    {
        /// <summary>The least square that is expected anywhere.</summary>
        internal float LeastSquare => (float)(Epsilon * Epsilon);
    }

    public override unsafe void Update(in UpdateStep step)
    {
        if (Numbers.Memory is not { } memory)
        {
            base.Update(step);
            return;
        }
        var index = 0;
        foreach (var (slice, parts) in Slices)
        {
            var constants = ConstantsOf(step with { Rate = step.Rate * Plan.Factor(slice) }, Plan.Decay(slice));
            foreach (var part in parts)
            {
                var (rows, columns) = _squares[index++];
                var first = (float*)Memory.Address(rows);
                AdafactorPass.Run(memory.At(slice, part.Start), part, constants, columns is null ? null : first, columns is null ? first : (float*)Memory.Address(columns));
            }
        }
        GC.KeepAlive(this);
    }

    protected override void Update(int index, MatrixPart part, Tensor weight, Tensor gradient, in UpdateStep step, double decay)
    {
        var constants = ConstantsOf(step, decay);
        var estimate = Estimate(_squares[index], gradient.square(), constants.Gain, constants.Epsilon);
        var update = gradient.div_(estimate.clamp_min(constants.LeastSquare).sqrt_());
        var rate = constants.Rate * Math.Max(constants.LeastScale, Size(weight));
        weight.mul_(constants.Keep).sub_(update.mul_(rate / Math.Max(1, Size(update) / constants.Clip)));
    }

    /// <summary>The constants at a weight's own rate and decay.</summary>
    private Constants ConstantsOf(in UpdateStep step, double decay)
    {
        var options = Plan.Options;
        return new(
            (float)step.GradientScale,
            (float)Math.Pow(step.Number, options.SquareDecay ?? -0.8),
            Math.Min(step.Rate, 1 / Math.Sqrt(step.Number)),
            (float)(1 - (step.Rate * decay)),
            options.Epsilon ?? LeastSquare,
            options.LeastScale ?? 1e-3,
            options.UpdateClip ?? 1);
    }

    /// <summary>The mean of squares that is expected at each number.</summary>
    private static Tensor Estimate((Tensor Rows, Tensor? Columns) squares, Tensor square, double gain, double epsilon)
    {
        var (rows, columns) = squares;
        if (columns is null)
            return rows.mul_(1 - gain).add_(square, gain);
        rows.mul_(1 - gain).add_(square.mean([1L]), gain);
        columns.mul_(1 - gain).add_(square.mean([0L]), gain);
        return rows.unsqueeze(1).mul(columns).div_(rows.mean().clamp_min_(epsilon));
    }

    private static double Size(Tensor numbers) => numbers.square().mean().sqrt().item<float>();

    public override void Dispose()
    {
        foreach (var (rows, columns) in _squares)
        {
            rows.Dispose();
            columns?.Dispose();
        }
    }
}
