using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>A rule that looks at each matrix as a whole, composed of torch's operations.</summary>
internal abstract class MatrixRule : IUpdateRule
{
    private readonly (int Slice, MatrixPart[] Parts)[] _slices;

    protected MatrixRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices)
    {
        (Numbers, Plan) = (numbers, plan);
        _slices = [.. slices.Select(slice => (slice, MatrixPart.Of(numbers.Slices[slice]).ToArray()))];
    }

    protected TrainedNumbers Numbers { get; }

    protected OptimizerPlan Plan { get; }

    /// <summary>The weights, and the matrices of each.</summary>
    protected IReadOnlyList<(int Slice, MatrixPart[] Parts)> Slices => _slices;

    /// <summary>All matrices, in the order in which they are updated.</summary>
    protected IEnumerable<MatrixPart> Parts => _slices.SelectMany(s => s.Parts);

    /// <inheritdoc/>
    public abstract IEnumerable<OptimizerState> States { get; }

    /// <inheritdoc/>
    public virtual void Update(in UpdateStep step)
    {
        var index = 0;
        foreach (var (slice, parts) in _slices)
        {
            using var scope = NewDisposeScope();
            var (weight, gradient) = (Numbers.Weight(slice), Numbers.Gradient(slice));
            var constants = step with { Rate = step.Rate * Plan.Factor(slice) };
            foreach (var part in parts)
            {
                using var inner = NewDisposeScope();
                Update(index++, part, part.In(weight), part.In(gradient) * step.GradientScale, constants, Plan.Decay(slice));
            }
            Numbers.Finish(slice, 1);
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
