using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Language modelling: cross-entropy of each next token. The scores are never whole in memory, and their gradients are
/// found in the same pass over them; the graph ends at the hidden states.
/// </summary>
public sealed class NextTokenTask : ITrainingTask
{
    private HeadLoss? _loss;

    /// <inheritdoc/>
    public double Backward(ICausalModel model, Tensor tokens, Tensor labels, double scale, bool checkpointing, ulong dropoutSeed)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { Checkpointing = checkpointing, LossScale = scale * Counted(labels), DropoutSeed = dropoutSeed };
        var hidden = model.Hidden(tokens, pass);                                        // [B, T, D]
        var rows = hidden.detach().view(-1, hidden.shape[^1]);                          // [N, D]
        var loss = For(model).SumWithGradient(rows, labels.view(-1), scale, out var gradient);
        if (hidden.requires_grad)                                                       // the head alone may learn
            Backpropagation.Run(hidden, gradient.view(hidden.shape));
        return loss;
    }

    /// <inheritdoc/>
    public double Score(ICausalModel model, Tensor tokens, Tensor labels)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        var hidden = model.Hidden(tokens, pass);                                        // [B, T, D]
        return For(model).Sum(hidden.view(-1, hidden.shape[^1]), labels.view(-1));
    }

    private static long Counted(Tensor labels)
    {
        using var counted = labels.ne(CrossEntropy.Ignored).sum();
        return counted.item<long>();
    }

    private HeadLoss For(ICausalModel model) => _loss ??= new HeadLoss(model);

    /// <summary>Frees the memory that scores pass through.</summary>
    public void Dispose() => _loss?.Dispose();
}
