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

    protected override void Update(int index, MatrixPart part, Tensor weight, Tensor gradient, in UpdateStep step, double decay)
    {
        var options = Plan.Options;
        var (epsilon, gain) = (options.Epsilon ?? LeastSquare, Math.Pow(step.Number, options.SquareDecay ?? -0.8));
        var estimate = Estimate(_squares[index], gradient.square(), gain, epsilon);
        var update = gradient.div_(estimate.clamp_min(epsilon * epsilon).sqrt_());

        var rate = Math.Min(step.Rate, 1 / Math.Sqrt(step.Number)) * Math.Max(options.LeastScale ?? 1e-3, Size(weight));
        weight.mul_(1 - (step.Rate * decay)).sub_(update.mul_(rate / Math.Max(1, Size(update) / (options.UpdateClip ?? 1))));
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
