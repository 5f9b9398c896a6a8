using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Language modelling and supervised fine-tuning: cross-entropy of each next token that has a label, within its document where rows are packed. The scores are never whole in memory, and their gradients are
/// found in the same pass over them; the graph ends at the hidden states.
/// </summary>
/// <param name="options">What is added to the cross-entropy; nothing unless said.</param>
public sealed class NextTokenTask(LossOptions? options = null) : ITrainingTask
{
    private readonly LossOptions _options = options ?? new();
    private HeadLoss? _loss;

    /// <inheritdoc/>
    public double Backward(ICausalModel model, MicroBatch batch, double scale, bool checkpointing, ulong dropoutSeed)
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { Documents = batch.Documents, Checkpointing = checkpointing, LossScale = scale * batch.Targets, RouterBalance = _options.RouterBalance, DropoutSeed = dropoutSeed };
        var hidden = model.Hidden(batch.Tokens, pass);                                  // [B, T, D]
        var rows = hidden.detach().view(-1, hidden.shape[^1]);                          // [N, D]
        var loss = For(model).SumWithGradient(rows, batch.Labels.view(-1), scale, out var gradient);
        if (hidden.requires_grad)                                                       // the head alone may learn
            Backpropagation.Run(hidden, gradient.view(hidden.shape));
        return loss + (pass.AddedLoss * batch.Targets);
    }

    /// <inheritdoc/>
    public double Score(ICausalModel model, MicroBatch batch)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass { Documents = batch.Documents };
        var hidden = model.Hidden(batch.Tokens, pass);                                  // [B, T, D]
        return For(model).Sum(hidden.view(-1, hidden.shape[^1]), batch.Labels.view(-1));
    }

    private HeadLoss For(ICausalModel model) => _loss ??= new HeadLoss(model, new LossShape(_options.LabelSmoothing, _options.ZLoss));

    /// <summary>Frees the memory that scores pass through.</summary>
    public void Dispose() => _loss?.Dispose();
}
