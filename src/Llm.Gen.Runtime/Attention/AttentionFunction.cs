using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Attention with gradients; keeps the turned rows, the output and one logarithm a query. Arguments: packed rows [B, T, (H + 2K) E], call.</summary>
internal sealed class AttentionFunction : autograd.SingleTensorFunction<AttentionFunction>
{
    public override string Name => nameof(AttentionFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (packed, call) = ((Tensor)vars[0], (AttentionCall)vars[1]);
        var (output, turned, logSums) = Kernels.For(packed).AttendForGradient(packed, call);
        new Tape(turned, output, logSums) { State = call }.JoinTo(ctx);
        turned.Dispose();
        logSums.Dispose();
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient =>
            [Kernels.For(gradient).AttendBackward(tape[0], tape[1], tape[2], gradient.contiguous(), (AttentionCall)tape.State!), null])!;
    }
}
