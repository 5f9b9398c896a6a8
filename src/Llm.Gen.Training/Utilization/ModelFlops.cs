using Llm.Gen.Architectures;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// The floating-point operations that a model's training cannot do without (arXiv:2204.02311): three times the forward pass, in which a token attends to half of its row in the mean.
/// Recomputed layers and what packing leaves unseen are no part of the model's own work: the first does not count, the second counts though it is not done.
/// </summary>
internal static class ModelFlops
{
    /// <summary>Operations of one token; nothing where not every weight learns, since the work then depends on which do.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="context">Tokens in a row.</param>
    internal static double? PerToken(ICausalModel model, long context)
    {
        const int Passes = 3;                               // forward, gradients of what goes in, gradients of weights
        var learnt = TrainableWeights.Of(model).Sum(weight => weight.Parameter.numel());
        if (learnt < model.Facts.ParameterCount || TrainableWeights.OfAdapters(model).Any())
            return null;
        return Passes * new ArchitectureFacts(ModelConfig.Parse(model.Facts.Config).Architecture).FlopsPerToken((context + 1) / 2);
    }
}
