using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>What a model is trained for: how a micro-batch becomes a loss.</summary>
public interface ITrainingTask : IDisposable
{
    /// <summary>Adds the gradients of a micro-batch to those of the weights.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="batch">Its rows.</param>
    /// <param name="scale">Multiplies the summed loss before its gradient is taken: one over the targets of the whole step.</param>
    /// <param name="checkpointing">Whether layers are recomputed in the backward pass.</param>
    /// <param name="dropoutSeed">Determines what a model with dropout drops; the same number drops the same.</param>
    /// <returns>The loss summed over the targets, not scaled.</returns>
    double Backward(ICausalModel model, MicroBatch batch, double scale, bool checkpointing, ulong dropoutSeed);

    /// <summary>The loss summed over the targets, without gradients.</summary>
    double Score(ICausalModel model, MicroBatch batch);
}
