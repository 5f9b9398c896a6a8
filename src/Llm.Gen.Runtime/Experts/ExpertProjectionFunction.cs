using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>One expert's matmul with gradients, which are added where those of all experts lie. Arguments: input, matrices, number of the expert, then the parameters, which are edges of the graph and nothing more.</summary>
internal sealed class ExpertProjectionFunction : autograd.SingleTensorFunction<ExpertProjectionFunction>
{
    public override string Name => nameof(ExpertProjectionFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, matrices, expert) = ((Tensor)vars[0], (ExpertMatrices)vars[1], (int)vars[2]);
        new Tape(x) { State = new Saved(matrices, expert, vars.Length, x.requires_grad) }.JoinTo(ctx);
        return matrices.Multiply(expert, x);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var (matrices, expert, arguments, wantsInput) = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, arguments, gradient =>
        {
            matrices.Accumulate(expert, gradient, tape[0]);
            return [wantsInput ? ParameterGradient.OfInput(gradient, matrices.Weight.select(0, expert)) : null];
        })!;
    }

    private sealed record Saved(ExpertMatrices Matrices, int Expert, int Arguments, bool WantsInput);
}
