using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Runs a layer without a graph and keeps its input alone; backward runs it again, with a graph, and through that (arXiv:1604.06174). Arguments: input, layer, pass.</summary>
internal sealed class CheckpointFunction : autograd.SingleTensorFunction<CheckpointFunction>
{
    public override string Name => nameof(CheckpointFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, layer, pass) = ((Tensor)vars[0], (Block)vars[1], (Pass)vars[2]);
        new Tape(x) { State = (layer, pass) }.JoinTo(ctx);
        return layer.call(x, pass);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 3, gradient =>
        {
            var (layer, pass) = ((Block, Pass))tape.State!;
            using var _ = enable_grad();
            var x = tape[0].detach().requires_grad_();
            var y = pass.Call(layer, x);
            y.backward([gradient]);
            return [x.grad, null, null];
        })!;
    }
}
