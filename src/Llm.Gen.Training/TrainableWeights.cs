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

    /// <summary>Takes every weight out of training but those of the last layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layers">How many of its last layers learn.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not have as many layers.</exception>
    public static void KeepLastLayers(CausalModel model, int layers)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var turn = model.TakeTurn();
        var count = model.Weights().Max(weight => LayerNumbers.Of(weight) ?? -1) + 1;
        if (layers < 1 || layers > count)
            throw new ArgumentOutOfRangeException(nameof(layers), layers, $"{layers} layers are to learn, and {model.Facts.Name} has {count}; expected from 1 to {count}.");
        var learning = model.Weights().Where(weight => weight.Parameter.requires_grad && LayerNumbers.Of(weight) >= count - layers).ToList();
        model.Freeze();
        foreach (var weight in learning)
            weight.Parameter.requires_grad = true;
    }

    /// <summary>The weights of all adapters, trained or not.</summary>
    internal static IEnumerable<StoredWeight> OfAdapters(ICausalModel model) => AdapterSites.Weights(model);

    /// <summary>What sits on each module that has an adapter, in words.</summary>
    internal static IReadOnlyDictionary<string, string> Adapters(ICausalModel model) => AdapterSites.Descriptions(model).ToDictionary();
}
