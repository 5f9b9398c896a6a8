using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The loss of predicting tokens. N rows, D hidden, V vocabulary.</summary>
public static class CrossEntropy
{
    /// <summary>Targets of this value are left out of the mean.</summary>
    public const long Ignored = -100;

    /// <summary>
    /// The mean of -log p(target), or of another <see cref="LossShape"/>, over rows of hidden states. Scores a few rows at a time and forms their gradient at once, so that
    /// the logits of all rows, [N, V], never exist.
    /// </summary>
    /// <param name="model">Whose head scores.</param>
    /// <param name="hidden">[.., D].</param>
    /// <param name="targets">Token ids, int64 [..], or <see cref="Ignored"/>.</param>
    /// <param name="shape">What the loss of a token is; cross-entropy unless said.</param>
    /// <returns>A float32 scalar; 0 where every target is ignored.</returns>
    public static Tensor Mean(ICausalModel model, Tensor hidden, Tensor targets, LossShape shape = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Operands.RequireLoss(model.Head, hidden, targets);
        shape.Checked();
        using var scope = NewDisposeScope();
        var rows = hidden.reshape(-1, hidden.shape[^1]);                                    // [N, D]
        var wanted = targets.reshape(-1);                                                   // [N]
        var head = model.Head;
        if (!head.IsPlain)
            return (Sum(model.Score(rows), wanted, shape) / wanted.ne(Ignored).sum().clamp_min(1)).MoveToOuterDisposeScope();

        var loss = is_grad_enabled() && (rows.requires_grad || head.Weight.requires_grad)
            ? CrossEntropyFunction.apply(head.Bias is { } bias ? [rows, wanted, head, shape, head.Weight, bias] : [rows, wanted, head, shape, head.Weight])
            : ScoredRows.Mean(rows, wanted, head, shape, gradients: null);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>The sum of losses of logits [N, V], float32, composed of torch's operations, for heads that are more than a matrix.</summary>
    internal static Tensor Sum(Tensor logits, Tensor targets, LossShape shape)
    {
        if (shape.IsPlain)
            return nn.functional.cross_entropy(logits, targets, ignore_index: Ignored, reduction: nn.Reduction.Sum);
        var logSums = logits.logsumexp(-1);                                                 // [N]
        var chosen = logits.gather(1, targets.clamp_min(0).unsqueeze(-1)).squeeze(-1);
        var losses = logSums - chosen * (1 - shape.LabelSmoothing) - logits.mean([-1L]) * shape.LabelSmoothing + logSums.square() * shape.ZLoss;
        return (losses * targets.ne(Ignored)).sum();
    }
}
