using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Passes a tensor on and lets a loss beside it learn too: backward gives the loss the gradient that the step gives its main loss. Arguments: tensor, loss, that gradient.</summary>
internal sealed class AddedLossFunction : autograd.SingleTensorFunction<AddedLossFunction>
{
    public override string Name => nameof(AddedLossFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, loss) = ((Tensor)vars[0], (Tensor)vars[1]);
        new Tape(loss) { State = vars[2] }.JoinTo(ctx);
        return x.clone();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 3, gradient => [gradient.alias(), full_like(tape[0], (double)tape.State!), null])!;
    }
}
