using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>
/// Cross-entropy for training loops, beside the graph: the loss is a number, the gradients of the head are added where
/// they lie, and the backward pass goes on from the hidden states. Nothing of the size of all logits, nor of a second
/// head, is ever made. N rows, n rows of a piece, D hidden, V vocabulary.
/// </summary>
public sealed class HeadLoss(ICausalModel model) : IDisposable
{
    private const long PieceLogits = 1 << 21;           // numbers; 8 MB of float32
    private Tensor? _logits;                            // [n, V], made once

    /// <summary>Sum of -log p(target) over rows that are not ignored.</summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="targets">Token ids, int64 [N], or <see cref="CrossEntropy.Ignored"/>.</param>
    public double Sum(Tensor hidden, Tensor targets)
    {
        Operands.RequireLoss(model.Head, hidden, targets);
        using var frozen = no_grad();
        if (!model.Head.IsPlain)
            return Composed(hidden, targets).item<float>();
        return Run(hidden, targets, 0, null);
    }

    /// <summary>The same sum; its gradient, times a scale, is added to the head's weights and written for the hidden states.</summary>
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
        return Run(hidden, targets, scale, gradient);
    }

    private double Run(Tensor hidden, Tensor targets, double scale, Tensor? gradient)
    {
        var (n, v) = (hidden.shape[0], model.Head.Weight.shape[0]);
        var piece = Math.Clamp(PieceLogits / v, 1, n);
        if (_logits is null || _logits.shape[0] < piece)
        {
            _logits?.Dispose();
            _logits = empty([piece, v], hidden.dtype, hidden.device).DetachFromDisposeScope();
        }

        var sum = 0.0;
        for (var from = 0L; from < n; from += piece)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(piece, n - from);
            var (rows, logits) = (hidden.narrow(0, from, size), _logits.narrow(0, 0, size));    // [n, D], [n, V]
            Kernels.For(logits).Multiply(logits, rows, transposesA: false, model.Head.Weight, transposesB: true, adds: false);
            if (model.Head.Bias is { } bias)
                logits.add_(bias);
            var slope = model.Head.Logits?.Change(logits, gradient is not null);
            sum += Kernels.For(logits).CrossEntropy(logits, targets.narrow(0, from, size), scale, gradient is not null);
            if (gradient is null)
                continue;
            model.Head.Logits?.Pull(logits, slope);
            Kernels.For(logits).Multiply(gradient.narrow(0, from, size), logits, transposesA: false, model.Head.Weight, transposesB: false, adds: false);
            AddToHead(logits, rows);
        }
        return sum;
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
        var loss = Composed(leaf, targets);
        Backpropagation.Run(loss * scale);
        gradient = leaf.grad!.MoveToOuterDisposeScope();
        return loss.item<float>();
    }

    private Tensor Composed(Tensor hidden, Tensor targets) =>
        nn.functional.cross_entropy(model.Score(hidden), targets, ignore_index: CrossEntropy.Ignored, reduction: nn.Reduction.Sum);

    /// <summary>Frees the memory that logits pass through.</summary>
    public void Dispose() => _logits?.Dispose();
}
