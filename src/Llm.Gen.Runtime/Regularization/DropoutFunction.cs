using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Dropout with gradients; keeps nothing, since the mask can be had again. Arguments: x, mask.</summary>
internal sealed class DropoutFunction : autograd.SingleTensorFunction<DropoutFunction>
{
    public override string Name => nameof(DropoutFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, mask) = ((Tensor)vars[0], (DropoutMask)vars[1]);
        new Tape { State = mask }.JoinTo(ctx);
        return mask.Apply(x);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient => [((DropoutMask)tape.State!).Apply(gradient)])!;
    }
}
