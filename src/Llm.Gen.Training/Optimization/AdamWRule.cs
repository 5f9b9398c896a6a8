using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>AdamW, with float32 moments; with the largest mean of squares, or decay in the gradient, where the options ask for it.</summary>
internal sealed unsafe class AdamWRule : ElementwiseRule
{
    private readonly AdamWKernel.Constants[] _constants;            // of each slice
    private readonly Tensor _mean, _square;
    private readonly Tensor? _most;
    private readonly float* _meanAt, _squareAt, _mostAt;

    internal AdamWRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices) : base(numbers, plan, slices)
    {
        _constants = new AdamWKernel.Constants[numbers.Slices.Count];
        (_mean, _square) = (numbers.State(Count), numbers.State(Count));
        _most = plan.Options.Amsgrad == true ? numbers.State(Count) : null;
        if (numbers.Memory is null)
            return;
        _meanAt = (float*)Memory.Address(_mean);
        _squareAt = (float*)Memory.Address(_square);
        _mostAt = _most is null ? null : (float*)Memory.Address(_most);
    }

    public override IEnumerable<OptimizerState> States => [.. Parts("mean", _mean), .. Parts("square", _square), .. _most is null ? [] : Parts("largest_square", _most)];

    /// <summary>The constants of a weight in a step.</summary>
    internal static AdamWKernel.Constants ConstantsOf(OptimizerPlan plan, int slice, in UpdateStep step) => new(
        plan.Options.Beta1 ?? 0.9, plan.Options.Beta2 ?? 0.95, plan.Options.Epsilon ?? 1e-8,
        plan.Decay(slice), plan.Options.CoupledDecay == true, step.Number, step.Rate * plan.Factor(slice), step.GradientScale);

    protected override void Prepare(int slice, in UpdateStep step) => _constants[slice] = ConstantsOf(Plan, slice, step);

    protected override void Update(int slice, long offset, float* weight, float* gradient, int count)
    {
        var at = Start(slice) + offset;
        AdamWKernel.Update(weight, gradient, _meanAt + at, _squareAt + at, _mostAt == null ? null : _mostAt + at, count, _constants[slice]);
    }

    protected override void Compose(int slice, Tensor weight, Tensor gradient, long start)
    {
        var constants = _constants[slice];
        var (mean, square) = (_mean.narrow(0, start, weight.numel()), _square.narrow(0, start, weight.numel()));
        var g = gradient * constants.GradientScale;
        if (constants.Pull != 0)
            g.add_(weight, constants.Pull);
        mean.add_((g - mean).mul_(constants.Gain1));
        square.mul_(constants.Beta2).add_(g.square().mul_(constants.Gain2));
        if (_most?.narrow(0, start, weight.numel()) is { } most)
            square = most.copy_(most.maximum(square));
        weight.mul_(constants.Keep).sub_((mean * constants.Rate).div_(square.sqrt().mul_(constants.Root).add_(constants.Epsilon)));
    }

    public override void Dispose()
    {
        _mean.Dispose();
        _square.Dispose();
        _most?.Dispose();
    }
}
