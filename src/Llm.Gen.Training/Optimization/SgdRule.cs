using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Stochastic gradient descent. With a momentum it keeps one moment, which begins as the first gradient.</summary>
internal sealed unsafe class SgdRule : ElementwiseRule
{
    private readonly SgdKernel.Constants[] _constants;              // of each slice
    private readonly Tensor? _moment;
    private readonly float* _momentAt;

    internal SgdRule(TrainedNumbers numbers, OptimizerPlan plan, int[] slices) : base(numbers, plan, slices)
    {
        _constants = new SgdKernel.Constants[numbers.Slices.Count];
        if (!(plan.Options.Momentum > 0))
            return;
        _moment = numbers.State(Count);
        if (numbers.Memory is not null)
            _momentAt = (float*)Memory.Address(_moment);
    }

    public override IEnumerable<OptimizerState> States => _moment is null ? [] : Parts("moment", _moment);

    protected override void Prepare(int slice, in UpdateStep step) =>
        _constants[slice] = new(Plan.Options.Momentum ?? 0, Plan.Options.Nesterov == true, Plan.Decay(slice), step.Rate * Plan.Factor(slice), step.GradientScale);

    protected override void Update(int slice, long offset, float* weight, float* gradient, int count) =>
        SgdKernel.Update(weight, gradient, _momentAt == null ? null : _momentAt + Start(slice) + offset, count, _constants[slice]);

    protected override void Compose(int slice, Tensor weight, Tensor gradient, long start)
    {
        var constants = _constants[slice];
        var step = (gradient * constants.GradientScale).add_(weight, constants.Pull);
        if (_moment?.narrow(0, start, weight.numel()) is { } moment)
        {
            moment.mul_(constants.Momentum).add_(step);
            step = constants.LooksAhead ? step.add_(moment, constants.Momentum) : moment;
        }
        weight.sub_(step * constants.Rate);
    }

    public override void Dispose() => _moment?.Dispose();
}
