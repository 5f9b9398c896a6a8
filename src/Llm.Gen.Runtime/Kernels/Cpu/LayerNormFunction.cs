using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Layer norm with gradients; keeps its input alone, and computes the rest again. Arguments: x [.., D], epsilon, what is added to the weight, then weight [D] and bias [D] where there are such.</summary>
internal sealed class LayerNormFunction : autograd.SingleTensorFunction<LayerNormFunction>
{
    public override string Name => nameof(LayerNormFunction);

    /// <summary>The norm as a function of the graph.</summary>
    public static Tensor Run(Tensor x, Parameter? weight, Parameter? bias, float epsilon, float offset) =>
        apply((weight, bias) switch
        {
            (not null, not null) => [x, epsilon, offset, weight, bias],
            (not null, null) => [x, epsilon, offset, weight],
            (null, null) => [x, epsilon, offset],
            _ => throw new System.Diagnostics.UnreachableException("a bias without a weight"),
        });

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, epsilon, offset) = ((Tensor)vars[0], (float)vars[1], (float)vars[2]);
        var weight = vars.Length > 3 ? (Parameter)vars[3] : null;
        var bias = vars.Length > 4 ? (Parameter)vars[4] : null;
        new Tape(x) { State = new Saved(weight, bias, epsilon, offset, vars.Length, x.requires_grad) }.JoinTo(ctx);
        return ((CpuKernels)Kernels.For(x)).LayerNormForward(x, weight, bias, epsilon, offset);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var saved = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, saved.Arguments, gradient =>
        {
            var (dx, dw, db) = ((CpuKernels)Kernels.For(tape[0])).LayerNormBackward(tape[0], saved.Weight, gradient, saved.Epsilon, saved.Offset);
            if (saved.Weight is { requires_grad: true } weight)
                ParameterGradient.Add(weight, dw.to(weight.dtype));
            if (saved.Bias is { requires_grad: true } bias)
                ParameterGradient.Add(bias, db.to(bias.dtype));
            return [saved.WantsInput ? dx : null];
        })!;
    }

    private sealed record Saved(Parameter? Weight, Parameter? Bias, float Epsilon, float Offset, int Arguments, bool WantsInput);
}
