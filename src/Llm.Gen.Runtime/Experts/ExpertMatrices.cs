using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The same projection of every expert, stored as one tensor. X experts, n tokens of one of them.</summary>
public sealed class ExpertMatrices : TokenwiseBlock
{
    private readonly OwnParameter _weight;
    private readonly OwnParameter? _bias;

    /// <summary>Matrices that hold nothing yet.</summary>
    public ExpertMatrices(int experts, int inputSize, int outputSize, Placement place, bool bias = false) : base(nameof(ExpertMatrices))
    {
        _weight = new(place, experts, outputSize, inputSize);
        _bias = bias ? new(place, experts, outputSize) : null;
    }

    /// <summary>The matrices, [X, Out, In].</summary>
    public Parameter Weight => _weight.Value;

    /// <summary>Added to the outputs, [X, Out], or none.</summary>
    public Parameter? Bias => _bias?.Value;

    /// <summary>One expert's: [n, In] to [n, Out].</summary>
    public Tensor Apply(int expert, Tensor x) =>
        is_grad_enabled() && (x.requires_grad || Weight.requires_grad)
            ? ExpertProjectionFunction.apply(Bias is null ? [x, this, expert, Weight] : [x, this, expert, Weight, Bias])
            : Multiply(expert, x);

    /// <summary>Every expert's, for as many tokens each: [X, n, In] to [X, n, Out].</summary>
    public override Tensor forward(Tensor x)
    {
        var results = new Tensor[Weight.shape[0]];
        for (var expert = 0; expert < results.Length; expert++)
            results[expert] = Apply(expert, x.select(0, expert));
        return stack(results);
    }

    /// <summary>What <see cref="Apply"/> computes, without a graph.</summary>
    internal Tensor Multiply(int expert, Tensor x)
    {
        using var weight = Weight.select(0, expert);
        using var bias = Bias?.select(0, expert);
        return Kernels.For(x).Linear(x, weight, bias);
    }

    /// <summary>Adds to one expert's gradients where they lie.</summary>
    /// <param name="expert">Which.</param>
    /// <param name="rows">The gradient of its outputs, [n, Out].</param>
    /// <param name="input">What it read, [n, In].</param>
    internal void Accumulate(int expert, Tensor rows, Tensor input)
    {
        if (Weight.requires_grad)
        {
            using var part = GradientOf(Weight, expert);
            Kernels.For(part).Multiply(part, rows, transposesA: true, input, transposesB: false, adds: true);
        }

        if (Bias is { requires_grad: true })
        {
            using var part = GradientOf(Bias, expert);
            part.add_(rows.sum([0L], type: ScalarType.Float32));
        }
    }

    private static Tensor GradientOf(Parameter parameter, int expert)
    {
        if (parameter.grad is not { } whole)
            parameter.grad = whole = parameter.zeros_like();
        using (whole)
            return whole.select(0, expert);
    }

    /// <inheritdoc/>
    protected override void Register()
    {
        Own("weight", _weight, WeightRole.Matrix);
        if (_bias is not null)
            Own("bias", _bias);
    }
}
