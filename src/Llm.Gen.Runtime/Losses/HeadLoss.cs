using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Cross-entropy for training loops, beside the graph: the loss is a number, the gradients of the head are added where
/// they lie, and the backward pass goes on from the hidden states. Logits exist for a piece of the rows, and no
/// second head is ever made. N rows, n rows of a piece, D hidden, V vocabulary.
/// </summary>
/// <param name="model">Whose head scores.</param>
/// <param name="shape">What the loss of a token is where gradients are formed; cross-entropy unless said.</param>
public sealed class HeadLoss(ICausalModel model, LossShape shape = default) : IDisposable
{
    private readonly LossShape _shape = shape.Checked();
    private Tensor? _logits;                            // [n, V], made once

    /// <summary>Sum of -log p(target) over rows that are not ignored.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="targets">Token ids, int64 [N], or <see cref="CrossEntropy.Ignored"/>.</param>
    public double Sum(Tensor hidden, Tensor targets)
    {
        Operands.RequireLoss(model.Head, hidden, targets);
        using var frozen = no_grad();
        if (!model.Head.IsPlain)
            return Composed(hidden, targets, default).item<float>();
        return Run(hidden, targets, 0, default, null);
    }

    /// <summary>The sum of the losses of rows that are not ignored; its gradient, times a scale, is added to the head's weights and written for the hidden states.</summary>
    /// <param name="hidden">[N, D], without a graph.</param>
    /// <param name="targets">Token ids, int64 [N], or <see cref="CrossEntropy.Ignored"/>.</param>
    /// <param name="scale">Multiplies the gradients: one over the targets of a step.</param>
    /// <param name="gradient">[N, D]; the caller's to dispose.</param>
    public double SumWithGradient(Tensor hidden, Tensor targets, double scale, out Tensor gradient)
    {
        Operands.RequireLoss(model.Head, hidden, targets);
        if (!model.Head.IsPlain)
            return ComposedWithGradient(hidden, targets, scale, out gradient);
        using var frozen = no_grad();
        gradient = hidden.empty_like();
        return Run(hidden, targets, scale, _shape, gradient);
    }

    private double Run(Tensor hidden, Tensor targets, double scale, LossShape shape, Tensor? gradient)
    {
        if (_logits is null || _logits.shape[0] < ScoredRows.PieceSize(hidden, model.Head))
        {
            _logits?.Dispose();
            _logits = ScoredRows.Room(hidden, model.Head).DetachFromDisposeScope();
        }

        return ScoredRows.Sum(hidden, targets, model.Head, _logits, scale, shape, gradient is null ? null : (from, rows, logitGradient) =>
        {
            Kernels.For(logitGradient).Multiply(gradient.narrow(0, from, rows.shape[0]), logitGradient, transposesA: false, model.Head.Weight, transposesB: false, adds: false);
            AddToHead(logitGradient, rows);
        });
    }

    private void AddToHead(Tensor logitGradient, Tensor rows)
    {
        if (model.Head.Weight.requires_grad)
            ParameterGradient.AddProduct(model.Head.Weight, logitGradient, rows);
        if (model.Head.Bias is { requires_grad: true } bias)
            ParameterGradient.Add(bias, logitGradient.sum([0L], type: ScalarType.Float32).to(bias.dtype));
    }

    /// <summary>A head that is more than a matrix goes through the graph.</summary>
    private double ComposedWithGradient(Tensor hidden, Tensor targets, double scale, out Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var leaf = hidden.detach().requires_grad_();
        var loss = Composed(leaf, targets, _shape);
        Backpropagation.Run(loss * scale);
        gradient = leaf.grad!.MoveToOuterDisposeScope();
        return loss.item<float>();
    }

    private Tensor Composed(Tensor hidden, Tensor targets, LossShape shape) => CrossEntropy.Sum(model.Score(hidden), targets, shape);

    /// <summary>Frees the memory that logits pass through.</summary>
    public void Dispose() => _logits?.Dispose();
}
