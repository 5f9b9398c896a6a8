using Llm.Gen.Architectures;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// Bytes that weights, gradients and what an optimizer remembers take, by the facts of a model alone, before there is one. Activations come on top, and
/// whatever components of the user's own hold: only their code knows it.
/// </summary>
public static class TrainingMemory
{
    private const int Float32 = 4, BFloat16 = 2;

    /// <summary>Of a model that learns itself, or in its last layers.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    /// <param name="precision">Float32, or bfloat16 with float32 masters.</param>
    /// <param name="options">What moves the weights, and which of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is as stored, which the architecture does not say.</exception>
    public static MemoryEstimate OfModel(Architecture architecture, Precision precision, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (bytes, tensors) = (BytesOf(precision), ModelTensor.Of(architecture).ToList());
        var first = options.LastLayers is { } last ? architecture.Layers.Count - last : -1;
        var learnt = tensors.Where(tensor => tensor.Learns && (first < 0 || tensor.Layer >= first || tensor.IsAfterLayers)).Select(tensor => tensor.Numbers).ToList();
        return new MemoryEstimate(
            Weights: tensors.Sum(tensor => tensor.Numbers.Count) * bytes,
            Cache: 0,
            Gradients: Gradients(learnt, bytes, options),
            OptimizerState: State(learnt, bytes, options));
    }

    /// <summary>Of a frozen model beside which an adapter learns, in float32.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    /// <param name="precision">What the model is in; where it is in four bits, what it computes in.</param>
    /// <param name="adapter">What learns.</param>
    /// <param name="options">What moves it.</param>
    /// <param name="fourBit">How the projections of the layers are kept in four bits, or null where they are not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is as stored, which the architecture does not say.</exception>
    public static MemoryEstimate OfAdapter(Architecture architecture, Precision precision, AdapterConfig adapter, TrainingOptions options, FourBitOptions? fourBit = null)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(options);
        var (bytes, tensors) = (BytesOf(precision), ModelTensor.Of(architecture).ToList());
        var beside = tensors.SelectMany(tensor => AdapterNumbers.Beside(tensor, adapter)).ToList();
        var replaced = AdapterNumbers.Replaced(tensors, adapter).ToList();
        var model = tensors.Sum(tensor => fourBit is not null && tensor.IsAdaptable ? fourBit.BytesOf(tensor.Numbers.Count) : tensor.Numbers.Count * bytes);
        return new MemoryEstimate(
            Weights: model + (fourBit is null ? 0 : QuantizedMatrix.TileValues * bytes) + Sum(beside) * Float32 + Sum(replaced) * bytes,      // what was replaced is kept aside
            Cache: 0,
            Gradients: Gradients(beside, Float32, options) + Gradients(replaced, bytes, options),
            OptimizerState: State(beside, Float32, options) + State(replaced, bytes, options));
    }

    /// <summary>Of bfloat16 micro-batches there is a float32 sum as well.</summary>
    private static long Gradients(List<LearntNumbers> learnt, int bytes, TrainingOptions options) =>
        Sum(learnt) * (bytes + (bytes < Float32 && options.Accumulation > 1 ? Float32 : 0));

    private static long State(List<LearntNumbers> learnt, int bytes, TrainingOptions options) =>
        learnt.Sum(numbers => numbers.StateBytes(options.Optimizer))
        + Sum(learnt) * ((bytes < Float32 ? Float32 : 0) + (options.Average is null ? 0 : Float32));

    private static long Sum(List<LearntNumbers> learnt) => learnt.Sum(numbers => numbers.Count);

    private static int BytesOf(Precision precision) => precision switch
    {
        Precision.Float32 => Float32,
        Precision.BFloat16 => BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, $"The precision is {precision}; expected Float32 or BFloat16: an architecture does not say what its checkpoint is in."),
    };
}
