using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>The adapters' part of a checkpoint, as safetensors; there is no file where there are no adapters.</summary>
internal static class AdapterFile
{
    internal const string Name = "adapters.safetensors";

    internal static void Write(string path, ICausalModel model)
    {
        var tensors = Weights(model)
            .Select(weight => new TensorToWrite(weight.Name, ElementType.Float32, weight.Shape, stream => Write(stream, weight)))
            .ToList();
        if (tensors.Count > 0)
            SafetensorsWriter.Write(path, tensors);
    }

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    internal static void Read(string path, ICausalModel model)
    {
        var weights = Weights(model).ToList();
        if (weights.Count == 0)
            return;
        using var file = SafetensorsFile.Open(path);
        using var frozen = no_grad();
        foreach (var weight in weights)
            Read(weight, StateTensors.Find(file, weight.Name, weight.Shape));
    }

    /// <summary>Whether nothing of the model is stored beside this file: its frozen weights are quantised, and are loaded from where they were.</summary>
    internal static bool HoldsAll(ICausalModel model) => model.AdapterPoints().Any(point => point.Target.IsQuantized);

    private static IEnumerable<StoredWeight> Weights(ICausalModel model) => HoldsAll(model)
        ? model.Weights().Where(weight => weight.Parameter.requires_grad).Concat(TrainableWeights.OfAdapters(model))
        : TrainableWeights.OfAdapters(model);

    private static void Write(Stream stream, StoredWeight weight)
    {
        using var values = weight.Parameter.to(ScalarType.Float32);
        StateTensors.Write(stream, values);
    }

    private static void Read(StoredWeight weight, StoredTensor stored)
    {
        using var values = empty(weight.Shape, dtype: ScalarType.Float32);
        StateTensors.Read(values, stored, ElementType.Float32);
        weight.Parameter.copy_(values);
    }

    /// <summary>The points whose adapters differ, each with both.</summary>
    internal static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> began, IReadOnlyDictionary<string, string> now) =>
        from point in began.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
        let pair = (Was: began.GetValueOrDefault(point, "nothing"), Is: now.GetValueOrDefault(point, "nothing"))
        where pair.Was != pair.Is
        select $"the adapter on {point} was {pair.Was} and is {pair.Is}";
}
