using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Attention with gradients; keeps the turned rows, the output and one logarithm a query. Arguments: packed rows [B, T, (H + 2K) E], call, then
/// what is learnt beside: the scores of nothing [H] where there are some, and the tables of relative positions.
/// </summary>
internal sealed class AttentionFunction : autograd.SingleTensorFunction<AttentionFunction>
{
    private const int Computed = 3;             // tensors of the tape before those learnt

    public override string Name => nameof(AttentionFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (packed, call) = ((Tensor)vars[0], (AttentionCall)vars[1]);
        var (output, turned, logSums) = Kernels.For(packed).AttendForGradient(packed, call);
        new Tape([turned, output, logSums, .. vars.Skip(2).Cast<Tensor>()]) { State = call }.JoinTo(ctx);
        turned.Dispose();
        logSums.Dispose();
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2 + tape.Count - Computed, gradient =>
        {
            var given = (AttentionCall)tape.State!;
            var tables = Computed + (given.Sinks is null ? 0 : 1);
            var call = given with { Relative = given.Relative?.With([.. Enumerable.Range(tables, tape.Count - tables).Select(i => tape[i])]) };
            var dense = gradient.contiguous();
            var (packed, ofTables) = Kernels.For(gradient).AttendBackward(tape[0], tape[1], tape[2], dense, call);
            Tensor?[] ofSinks = given.Sinks is null ? [] : [OfSinks(tape, dense, call.Layout)];
            return [packed, null, .. ofSinks, .. ofTables];
        })!;
    }

    /// <summary>The gradient of the scores of nothing, [H]: their share of each query, times what that query's reading would lose by it.</summary>
    private static Tensor OfSinks(Tape tape, Tensor gradient, HeadLayout layout)
    {
        var (b, t) = (gradient.shape[0], gradient.shape[1]);
        var lost = (gradient.to(ScalarType.Float32) * tape[1].to(ScalarType.Float32)).view(b, t, layout.Heads, layout.HeadSize).sum(-1);     // [B, T, H]
        var share = (tape[Computed].to(ScalarType.Float32).view(1, -1, 1) - tape[2]).exp();                                                 // [B, H, T]
        return (share * lost.transpose(1, 2)).sum([0L, 2L]).neg().to(tape[Computed].dtype);
    }
}
