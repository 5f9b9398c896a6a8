using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>An activation with gradients; keeps its input alone. Arguments: x, activation.</summary>
internal sealed class ActivationFunction : autograd.SingleTensorFunction<ActivationFunction>
{
    public override string Name => nameof(ActivationFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, activation) = ((Tensor)vars[0], (Activation)vars[1]);
        new Tape(x) { State = activation }.JoinTo(ctx);
        return ((CpuKernels)Kernels.For(x)).ActivationForward(x, activation);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient =>
            [((CpuKernels)Kernels.For(tape[0])).ActivationBackward(tape[0], gradient, (Activation)tape.State!), null])!;
    }
}
