using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The loss of predicting tokens. N rows, D hidden, V vocabulary.</summary>
public static class CrossEntropy
{
    /// <summary>Targets of this value are left out of the mean.</summary>
    public const long Ignored = -100;

    /// <summary>
    /// The mean of -log p(target) over rows of hidden states. Scores a few rows at a time and forms their gradient at once, so that
    /// the logits of all rows, [N, V], never exist.
    /// </summary>
    /// <param name="model">Whose head scores.</param>
    /// <param name="hidden">[.., D].</param>
    /// <param name="targets">Token ids, int64 [..], or <see cref="Ignored"/>.</param>
    /// <returns>A float32 scalar; 0 where every target is ignored.</returns>
    public static Tensor Mean(ICausalModel model, Tensor hidden, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        Operands.RequireLoss(model.Head, hidden, targets);
        using var scope = NewDisposeScope();
        var rows = hidden.reshape(-1, hidden.shape[^1]);                                    // [N, D]
        var wanted = targets.reshape(-1);                                                   // [N]
        var head = model.Head;
        if (!head.IsPlain)
            return nn.functional.cross_entropy(model.Score(rows), wanted, ignore_index: Ignored).MoveToOuterDisposeScope();

        var loss = is_grad_enabled() && (rows.requires_grad || head.Weight.requires_grad)
            ? CrossEntropyFunction.apply(head.Bias is { } bias ? [rows, wanted, head, head.Weight, bias] : [rows, wanted, head, head.Weight])
            : ScoredRows.Mean(rows, wanted, head, gradients: null);
        return loss.MoveToOuterDisposeScope();
    }
}
