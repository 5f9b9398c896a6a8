using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A gated unit with gradients; keeps its input alone. Arguments: gate and up [.., 2 F], activation.</summary>
internal sealed class GateFunction : autograd.SingleTensorFunction<GateFunction>
{
    public override string Name => nameof(GateFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (gateUp, activation) = ((Tensor)vars[0], (Activation)vars[1]);
        new Tape(gateUp) { State = activation }.JoinTo(ctx);
        return ((CpuKernels)Kernels.For(gateUp)).GateForward(gateUp, activation);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient =>
            [((CpuKernels)Kernels.For(tape[0])).GateBackward(tape[0], gradient, (Activation)tape.State!), null])!;
    }
}
