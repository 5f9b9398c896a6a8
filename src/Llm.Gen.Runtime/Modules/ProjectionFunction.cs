using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A packed matmul with gradients: one product for the input, and one that is written straight into the packed gradient. Arguments: input, pack, then the members' parameters, which are edges of the graph and nothing more.</summary>
internal sealed class ProjectionFunction : autograd.SingleTensorFunction<ProjectionFunction>
{
    public override string Name => nameof(ProjectionFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, pack) = ((Tensor)vars[0], (MatrixPack)vars[1]);
        new Tape(x) { State = new Saved(pack, vars.Length, x.requires_grad) }.JoinTo(ctx);
        return pack.Multiply(x);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var (pack, arguments, wantsInput) = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, arguments, gradient =>
        {
            var x = tape[0];
            var rows = gradient.reshape(-1, pack.OutputSize);                               // [N, O]
            pack.Accumulate(rows, x.reshape(-1, pack.InputSize));
            return [wantsInput ? ParameterGradient.OfInput(rows, pack.Weight).view(x.shape) : null];
        })!;
    }

    private sealed record Saved(MatrixPack Pack, int Arguments, bool WantsInput);
}
