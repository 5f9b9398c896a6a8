using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>What stands in for a norm in transformers without one (arXiv:2503.10622): w tanh((a + d) x) + b, with a an option and d learnt.</summary>
[Component("dynamic-tanh")]
public sealed class DynamicTanh : TokenwiseBlock
{
    private readonly double _alpha;
    private readonly OwnParameter _more;
    private readonly OwnParameter _weight;
    private readonly OwnParameter _bias;

    public DynamicTanh(NormShape shape, Placement place, double alpha = 0.5) : base(nameof(DynamicTanh)) =>
        (_alpha, _more, _weight, _bias) = (alpha, new(place, 1), new(place, shape.Size), new(place, shape.Size));

    public Parameter Weight => _weight.Value;

    public override Tensor forward(Tensor x) => Weight * tanh((_alpha + _more.Value) * x) + _bias.Value;

    protected override void Register()
    {
        Own("more", _more);
        Own("weight", _weight, WeightRole.Gain);
        Own("bias", _bias);
    }
}
