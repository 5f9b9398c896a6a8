using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// What training changes: the weights of a model that are not frozen, and those of the adapters on it. A model that
/// <see cref="CausalModel.Freeze"/> has frozen learns in its adapters alone.
/// </summary>
public static class TrainableWeights
{
    /// <summary>The trainable weights, the model's own first, in the order of its tables.</summary>
    /// <param name="model">The model, its adapters in place.</param>
    public static IReadOnlyList<StoredWeight> Of(ICausalModel model) =>
        [.. model.Weights().Concat(OfAdapters(model)).Where(weight => weight.Parameter.requires_grad)];

    /// <summary>The weights of all adapters, trained or not.</summary>
    internal static IEnumerable<StoredWeight> OfAdapters(ICausalModel model) => AdapterSites.Weights(model);

    /// <summary>What sits on each module that has an adapter, in words.</summary>
    internal static IReadOnlyDictionary<string, string> Adapters(ICausalModel model) => AdapterSites.Descriptions(model).ToDictionary();
}
