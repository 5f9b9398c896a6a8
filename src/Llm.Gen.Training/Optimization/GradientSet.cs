using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// The gradients of weights as the first backward pass left them. They stay where they are from then on: each
/// backward pass adds into them, each optimizer step empties them, and nothing is allocated in between. Matrices come
/// first, otherwise the order is the weight table's.
/// </summary>
public sealed class GradientSet : IDisposable
{
    private Tensor[]? _gradients;

    /// <summary>Plans where the numbers of each weight that is trained stand in the optimizer's state; gradients left from before are dropped.</summary>
    /// <param name="weights">What is trained, as <see cref="TrainableWeights"/> has it. Frozen weights are left out.</param>
    /// <exception cref="ArgumentException">Every weight is frozen, one is there twice, or two differ in device or type.</exception>
    public GradientSet(IEnumerable<StoredWeight> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var slices = new List<GradientSlice>();
        var offset = 0L;
        foreach (var weight in weights.Where(w => w.Parameter.requires_grad).OrderBy(w => w.Role == WeightRole.Matrix ? 0 : 1))
        {
            weight.Parameter.grad = null;
            var count = weight.Parameter.numel();
            slices.Add(new GradientSlice(weight, offset, count));
            offset += count;
        }
        if (slices.Count == 0)
            throw new ArgumentException("Every weight is frozen, expected some to train; set requires_grad on some, or put adapters on the model.", nameof(weights));
        if (slices.DistinctBy(slice => slice.Weight.Parameter, ReferenceEqualityComparer.Instance).Count() < slices.Count)
            throw new ArgumentException("A parameter is given twice; give each once, a tied one too.", nameof(weights));
        (Slices, Count) = (slices, offset);
        (Device, Type) = (slices[0].Weight.Parameter.device, slices[0].Weight.Parameter.dtype);
        if (slices.Find(slice => slice.Weight.Parameter.dtype != Type || slice.Weight.Parameter.device_type != Device.type) is { Weight: var other })
        {
            throw new ArgumentException(
                $"{other.Name} is {other.Parameter.dtype} on {other.Parameter.device}, and {slices[0].Weight.Name} is {Type} on {Device}; expected one type on one device. Freeze the model to train adapters alone, or train it in float32.",
                nameof(weights));
        }
    }

    /// <summary>Where each weight's numbers stand.</summary>
    public IReadOnlyList<GradientSlice> Slices { get; }

    /// <summary>Learnt numbers.</summary>
    public long Count { get; }

    /// <summary>Where the weights are.</summary>
    public Device Device { get; }

    /// <summary>The type of the weights.</summary>
    public ScalarType Type { get; }

    /// <summary>
    /// The gradients, one for each slice, held from the first call on; a weight that has none gets zeros. Call it after
    /// the first backward pass.
    /// </summary>
    public IReadOnlyList<Tensor> Gradients => _gradients ??= [.. Slices.Select(s => Hold(s.Weight))];

    /// <summary>Fails where a weight is no more what it was when its gradient was planned: moving a model makes other parameters.</summary>
    /// <exception cref="InvalidOperationException">The model was moved or disposed of.</exception>
    internal void RequireAlive()
    {
        foreach (var slice in Slices)
        {
            if (slice.Weight.Parameter.IsInvalid)
                throw new InvalidOperationException($"{slice.Weight.Name} is not the parameter any more that it was: its model was moved to another type or device, or disposed of. Make GradientSet and Optimizer after moving it.");
        }
    }

    /// <summary>Makes every gradient zero again, after a step that was not finished.</summary>
    internal void Clear()
    {
        using var frozen = no_grad();
        foreach (var slice in Slices.Where(slice => !slice.Weight.Parameter.IsInvalid))
        {
            using var gradient = slice.Weight.Parameter.grad;
            gradient?.fill_(0);
        }
    }

    private static Tensor Hold(StoredWeight weight)
    {
        using var scope = NewDisposeScope();
        var gradient = weight.Parameter.grad;               // each reading makes an object of its own
        if (gradient is null)
            weight.Parameter.grad = gradient = weight.Parameter.detach().zeros_like();
        gradient.DetachFromDisposeScope();
        return gradient.is_contiguous()
            ? gradient
            : throw new InvalidOperationException($"The gradient of {weight.Name} does not lie in one piece, [{string.Join(", ", gradient.shape)}] with strides [{string.Join(", ", gradient.stride())}]; set it with .contiguous().");
    }

    /// <summary>Takes the gradients away from the weights.</summary>
    public void Dispose()
    {
        if (_gradients is null)
            return;
        foreach (var (slice, gradient) in Slices.Zip(_gradients))
        {
            if (!slice.Weight.Parameter.IsInvalid)
                slice.Weight.Parameter.grad = null;
            gradient.Dispose();
        }
        _gradients = null;
    }
}
