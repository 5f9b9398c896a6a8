using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Mean cross-entropy whose gradients are formed in forward, while the logits are there. Arguments: rows [N, D], targets [N], head, loss, then the head's weight [V, D] and bias [V] or none, which are edges of the graph and nothing more.</summary>
internal sealed class CrossEntropyFunction : autograd.SingleTensorFunction<CrossEntropyFunction>
{
    public override string Name => nameof(CrossEntropyFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var (rows, targets, head, shape) = ((Tensor)vars[0], (Tensor)vars[1], (IScorer)vars[2], (LossShape)vars[3]);
        var gradients = new HeadGradients(rows, head.Weight, head.Bias);
        var loss = ScoredRows.Mean(rows, targets, head, shape, gradients);
        new Tape([.. new[] { gradients.Rows, gradients.Weight, gradients.Bias }.OfType<Tensor>()])
        {
            State = new Saved(head.Weight, head.Bias, gradients.Rows is not null, gradients.Weight is not null),
        }.JoinTo(ctx);
        return loss.MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var tape = Tape.Of(ctx);
        var saved = (Saved)tape.State!;
        return Backpropagation.Step(tape, grad_output, saved.Bias is null ? 5 : 6, gradient =>
        {
            var (scale, at) = (gradient.item<float>(), 0);
            var rows = saved.HasRows ? Scaled(tape[at++], scale) : null;
            if (saved.HasWeight)
                ParameterGradient.Add(saved.Weight, Scaled(tape[at++], scale));
            if (saved.Bias is { requires_grad: true } bias)
                ParameterGradient.Add(bias, Scaled(tape[at], scale).to(bias.dtype));
            return [rows?.alias()];
        })!;
    }

    private static Tensor Scaled(Tensor gradient, float scale) => scale == 1 ? gradient : gradient.mul_(scale);

    private sealed record Saved(Parameter Weight, Parameter? Bias, bool HasRows, bool HasWeight);
}
