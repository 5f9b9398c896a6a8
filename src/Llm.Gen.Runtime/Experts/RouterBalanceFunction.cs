using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Passes weights of experts on, and lets a router's mean probabilities learn to be even; their gradient depends on routers that come later. Arguments: weights, means [X], balance, its scale.</summary>
internal sealed class RouterBalanceFunction : autograd.SingleTensorFunction<RouterBalanceFunction>
{
    public override string Name => nameof(RouterBalanceFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (weights, means) = ((Tensor)vars[0], (Tensor)vars[1]);
        new Tape(means) { State = ((RouterBalance)vars[2], (double)vars[3]) }.JoinTo(ctx);
        return weights.clone();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 4, gradient =>
        {
            var (balance, scale) = ((RouterBalance, double))tape.State!;
            return [gradient.alias(), balance.Gradient(scale, tape[0]), null, null];
        })!;
    }
}
