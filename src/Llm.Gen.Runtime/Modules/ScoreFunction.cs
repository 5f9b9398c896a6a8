using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Scores by a matrix that also serves elsewhere (a tied embedding): its gradient is added in place. Arguments: hidden [.., D], weight [V, D].</summary>
internal sealed class ScoreFunction : autograd.SingleTensorFunction<ScoreFunction>
{
    public override string Name => nameof(ScoreFunction);

    /// <summary>[.., D] to [.., V], with gradients where they are wanted.</summary>
    public static Tensor Score(Tensor hidden, Parameter weight) =>
        is_grad_enabled() && (hidden.requires_grad || weight.requires_grad)
            ? apply(hidden, weight)
            : Kernels.For(hidden).Linear(hidden, weight, bias: null);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (hidden, weight) = ((Tensor)vars[0], (Parameter)vars[1]);
        new Tape(hidden) { State = (weight, hidden.requires_grad) }.JoinTo(ctx);
        return nn.functional.linear(hidden, weight);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        return Backpropagation.Step(tape, grad_output, 2, gradient =>
        {
            var (weight, wantsHidden) = ((Parameter, bool))tape.State!;
            var (rows, hidden) = (gradient.reshape(-1, weight.shape[0]), tape[0]);          // [N, V], [.., D]
            if (weight.requires_grad)
                ParameterGradient.AddProduct(weight, rows, hidden.reshape(-1, weight.shape[1]));
            return [wantsHidden ? ParameterGradient.OfInput(rows, weight).view(hidden.shape) : null, null];
        })!;
    }
}
