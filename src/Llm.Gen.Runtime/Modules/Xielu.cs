using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// xIELU (arXiv:2411.13010): p x^2 + x / 2 above 0, n (exp(x) - 1 - x) + x / 2 below, with p = softplus(a) and n = 1/2 + softplus(b), a and b learnt.
/// </summary>
public sealed class Xielu : TokenwiseBlock
{
    private const double Slope = 0.5;           // the gradient at 0
    private const double Start = 0.8;           // of p and n, as published

    private readonly OwnParameter _positive, _negative;

    /// <summary>The function with which training begins.</summary>
    public Xielu(Placement place) : base(nameof(Xielu))
    {
        (_positive, _negative) = (new(place, 1), new(place, 1));
        using var _ = no_grad();
        Positive.fill_(Math.Log(Math.Exp(Start) - 1));
        Negative.fill_(Math.Log(Math.Exp(Start - Slope) - 1));
    }

    /// <summary>a, [1]: softplus(a) is how much x^2 adds above 0.</summary>
    public Parameter Positive => _positive.Value;

    /// <summary>b, [1]: 1/2 + softplus(b) is how much exp(x) - 1 - x adds below 0.</summary>
    public Parameter Negative => _negative.Value;

    /// <summary>[..] to [..], each value by itself.</summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (p, n) = (Positive.softplus(), Negative.softplus() + Slope);                                                    // [1]
        var above = p * x * x;                                                                                              // [..]
        var below = n * (x.clamp_max(0).expm1() - x);                                                                       // [..], of what is above: no overflow
        return (where(x > 0, above, below) + Slope * x).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Register()
    {
        Own("alpha_p", _positive);
        Own("alpha_n", _negative);
    }
}
