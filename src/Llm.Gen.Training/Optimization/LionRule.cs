using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Lion (arXiv:2302.06675): every number moves by the rate, in the direction of a mixture of its moment and its gradient.</summary>
internal sealed unsafe class LionRule : ElementwiseRule
{
    private readonly LionKernel.Constants[] _constants;             // of each slice
    private readonly Tensor _mean;
    private readonly float* _meanAt;

    internal LionRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices) : base(numbers, plan, slices)
    {
        _constants = new LionKernel.Constants[numbers.Slices.Count];
        _mean = numbers.State(Count);
        if (numbers.Memory is not null)
            _meanAt = (float*)Memory.Address(_mean);
    }

    public override IEnumerable<OptimizerState> States => Parts("mean", _mean);

    protected override void Prepare(int slice, in UpdateStep step) =>
        _constants[slice] = new(Plan.Options.Beta1 ?? 0.9, Plan.Options.Beta2 ?? 0.99, Plan.Decay(slice), step.Rate * Plan.Factor(slice), step.GradientScale);

    protected override void Update(int slice, long offset, float* weight, float* gradient, int count) =>
        LionKernel.Update(weight, gradient, _meanAt + Start(slice) + offset, count, _constants[slice]);

    protected override void Compose(int slice, Tensor weight, Tensor gradient, long start)
    {
        var constants = _constants[slice];
        var mean = _mean.narrow(0, start, weight.numel());
        var g = gradient * constants.GradientScale;
        weight.mul_(constants.Keep).sub_((mean * constants.Beta1).add_(g, constants.Gain1).sign_().mul_(constants.Rate));
        mean.mul_(constants.Beta2).add_(g, constants.Gain2);
    }

    public override void Dispose() => _mean.Dispose();
}
