using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Attention with gradients; keeps the turned rows, the output and one logarithm a query. Arguments: packed rows [B, T, (H + 2K) E], call, and
/// the learnt scores of nothing [H] where there are some.
/// </summary>
internal sealed class AttentionFunction : autograd.SingleTensorFunction<AttentionFunction>
{
    public override string Name => nameof(AttentionFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (packed, call) = ((Tensor)vars[0], (AttentionCall)vars[1]);
        var (output, turned, logSums) = Kernels.For(packed).AttendForGradient(packed, call);
        new Tape([turned, output, logSums, .. vars.Skip(2).Cast<Tensor>()]) { State = call with { Sinks = null } }.JoinTo(ctx);
        turned.Dispose();
        logSums.Dispose();
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var call = (AttentionCall)tape.State!;
        return Backpropagation.Step(tape, grad_output, tape.Count - 1, gradient =>
        {
            var dense = gradient.contiguous();
            var packed = Kernels.For(gradient).AttendBackward(tape[0], tape[1], tape[2], dense, call);
            return tape.Count == 3 ? [packed, null] : [packed, null, OfSinks(tape, dense, call.Layout)];
        })!;
    }

    /// <summary>The gradient of the scores of nothing, [H]: their share of each query, times what that query's reading would lose by it.</summary>
    private static Tensor OfSinks(Tape tape, Tensor gradient, HeadLayout layout)
    {
        var (b, t) = (gradient.shape[0], gradient.shape[1]);
        var lost = (gradient.to(ScalarType.Float32) * tape[1].to(ScalarType.Float32)).view(b, t, layout.Heads, layout.HeadSize).sum(-1);     // [B, T, H]
        var share = (tape[3].to(ScalarType.Float32).view(1, -1, 1) - tape[2]).exp();                                                        // [B, H, T]
        return (share * lost.transpose(1, 2)).sum([0L, 2L]).neg().to(tape[3].dtype);
    }
}
