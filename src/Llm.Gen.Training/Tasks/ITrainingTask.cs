using Llm.Gen.Data;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>What a model is trained for: how a micro-batch becomes a loss. B is the batch, T its positions.</summary>
public interface ITrainingTask : IDisposable
{
    /// <summary>Adds the gradients of a micro-batch to those of the weights.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="tokens">Token ids, int64 [B, T], on the model's device.</param>
    /// <param name="labels">What each position must predict, int64 [B, T], or <see cref="IBatchSource.Ignored"/>.</param>
    /// <param name="scale">Multiplies the summed loss before its gradient is taken: one over the targets of the whole step.</param>
    /// <param name="checkpointing">Whether layers are recomputed in the backward pass.</param>
    /// <param name="dropoutSeed">Determines what a model with dropout drops; the same number drops the same.</param>
    /// <returns>The loss summed over the targets, not scaled.</returns>
    double Backward(ICausalModel model, Tensor tokens, Tensor labels, double scale, bool checkpointing, ulong dropoutSeed);

    /// <summary>The loss summed over the targets, without gradients.</summary>
    double Score(ICausalModel model, Tensor tokens, Tensor labels);
}
