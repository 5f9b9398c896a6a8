using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Root mean square norm with gradients; keeps its input alone, and computes the rest again. Arguments: x [.., D], weight [D], epsilon.</summary>
internal sealed class RmsNormFunction : autograd.SingleTensorFunction<RmsNormFunction>
{
    public override string Name => nameof(RmsNormFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, weight, epsilon) = ((Tensor)vars[0], (Parameter)vars[1], (float)(double)vars[2]);
        new Tape(x) { State = new Saved(weight, epsilon, x.requires_grad) }.JoinTo(ctx);
        return ((CpuKernels)Kernels.For(x)).NormForward(x, weight, epsilon);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 3, gradient =>
        {
            var (weight, epsilon, wantsInput) = (Saved)tape.State!;
            var (dx, dw) = ((CpuKernels)Kernels.For(tape[0])).NormBackward(tape[0], weight, gradient, epsilon);
            if (weight.requires_grad)
                ParameterGradient.Add(weight, dw.to(weight.dtype));
            return [wantsInput ? dx : null, null, null];
        })!;
    }

    private sealed record Saved(Parameter Weight, float Epsilon, bool WantsInput);
}
