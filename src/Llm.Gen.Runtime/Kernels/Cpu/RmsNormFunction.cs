using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Root mean square norm with gradients; keeps its input alone, and computes the rest again. Arguments: x [.., D], weight [D], epsilon, what is added to the weight.</summary>
internal sealed class RmsNormFunction : autograd.SingleTensorFunction<RmsNormFunction>
{
    public override string Name => nameof(RmsNormFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, weight, epsilon, offset) = ((Tensor)vars[0], (Parameter)vars[1], (float)vars[2], (float)vars[3]);
        new Tape(x) { State = new Saved(weight, epsilon, offset, x.requires_grad) }.JoinTo(ctx);
        return ((CpuKernels)Kernels.For(x)).RmsNormForward(x, weight, epsilon, offset);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 4, gradient =>
        {
            var (weight, epsilon, offset, wantsInput) = (Saved)tape.State!;
            var (dx, dw) = ((CpuKernels)Kernels.For(tape[0])).RmsNormBackward(tape[0], weight, gradient, epsilon, offset);
            if (weight.requires_grad)
                ParameterGradient.Add(weight, dw.to(weight.dtype));
            return [wantsInput ? dx : null, null, null, null];
        })!;
    }

    private sealed record Saved(Parameter Weight, float Epsilon, float Offset, bool WantsInput);
}
