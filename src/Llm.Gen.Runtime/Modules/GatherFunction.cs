using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Picks rows of a matrix; their gradients are added where the matrix's gradient lies, never in a second matrix. Arguments: weight [V, D], ids [B, T].</summary>
internal sealed class GatherFunction : autograd.SingleTensorFunction<GatherFunction>
{
    public override string Name => nameof(GatherFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (weight, tokens) = ((Parameter)vars[0], (Tensor)vars[1]);
        new Tape(tokens) { State = weight }.JoinTo(ctx);
        return Embedding.Gather(weight, tokens);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient =>
        {
            var weight = (Parameter)tape.State!;
            if (weight.grad is not { } sum)
                weight.grad = sum = weight.zeros_like();
            using (sum)
                Kernels.For(sum).AddRows(sum, tape[0].reshape(-1), gradient.reshape(-1, weight.shape[1]));
            return [null, null];
        })!;
    }
}
