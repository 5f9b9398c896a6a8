using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>A rule that looks at each matrix as a whole, composed of torch's operations.</summary>
internal abstract class MatrixRule : IUpdateRule
{
    private readonly TrainedNumbers _numbers;
    private readonly (int Slice, MatrixPart[] Parts)[] _slices;

    protected MatrixRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices)
    {
        (_numbers, Plan) = (numbers, plan);
        _slices = [.. slices.Select(slice => (slice, MatrixPart.Of(numbers.Slices[slice]).ToArray()))];
    }

    protected OptimizerPlan Plan { get; }

    /// <summary>All matrices, in the order in which they are updated.</summary>
    protected IEnumerable<MatrixPart> Parts => _slices.SelectMany(s => s.Parts);

    /// <inheritdoc/>
    public abstract IEnumerable<OptimizerState> States { get; }

    /// <inheritdoc/>
    public void Update(in UpdateStep step)
    {
        var index = 0;
        foreach (var (slice, parts) in _slices)
        {
            using var scope = NewDisposeScope();
            var (weight, gradient) = (_numbers.Weight(slice), _numbers.Gradient(slice));
            var constants = step with { Rate = step.Rate * Plan.Factor(slice) };
            foreach (var part in parts)
            {
                using var inner = NewDisposeScope();
                Update(index++, part, part.In(weight), part.In(gradient) * step.GradientScale, constants, Plan.Decay(slice));
            }
            _numbers.Finish(slice, 1);
        }
    }

    /// <summary>Updates one matrix [R, C], or vector [C].</summary>
    /// <param name="index">Its place among all.</param>
    /// <param name="part">The matrix.</param>
    /// <param name="weight">Its numbers, changed in place.</param>
    /// <param name="gradient">Their gradients, scaled, which may be overwritten.</param>
    /// <param name="step">The step, at the weight's own rate.</param>
    /// <param name="decay">The weight's decay.</param>
    protected abstract void Update(int index, MatrixPart part, Tensor weight, Tensor gradient, in UpdateStep step, double decay);

    public abstract void Dispose();
}
