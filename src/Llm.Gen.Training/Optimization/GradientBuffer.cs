using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// One block of memory for all gradients of a model. Every parameter's <c>grad</c> is set to its slice once, and the
/// backward pass adds into it from then on: no gradient is allocated in a step, packed projections may write a whole
/// group at once, and the optimiser reads one stretch of memory. Matrices come first, in the order of the weight table.
/// </summary>
public sealed class GradientBuffer : IDisposable
{
    /// <summary>Sets the gradients of all weights, to zero.</summary>
    /// <param name="weights">A model's weight table, all on one device and of one type.</param>
    public GradientBuffer(IEnumerable<StoredWeight> weights)
    {
        using var scope = NewDisposeScope();
        Weights = [.. weights.OrderBy(w => w.Role == WeightRole.Matrix ? 0 : 1)];
        var (first, offset) = (Weights[0].Parameter, 0L);
        var slices = new List<GradientSlice>();
        foreach (var weight in Weights)
        {
            var count = weight.Parameter.numel();
            slices.Add(new GradientSlice(weight, offset, count));
            offset += count;
        }
        Slices = slices;
        Count = offset;
        Values = zeros(Count, dtype: first.dtype, device: first.device).DetachFromDisposeScope();
        foreach (var slice in slices)
            slice.Weight.Parameter.grad = Values.narrow(0, slice.Start, slice.Count).view(slice.Weight.Parameter.shape);
    }

    /// <summary>The weights in the order of their slices.</summary>
    public IReadOnlyList<StoredWeight> Weights { get; }

    /// <summary>Where each weight's gradient lies.</summary>
    public IReadOnlyList<GradientSlice> Slices { get; }

    /// <summary>Learnt numbers.</summary>
    public long Count { get; }

    /// <summary>How many of them belong to matrices; these come first.</summary>
    public long MatrixCount => Slices.Where(s => s.Decays).Sum(s => s.Count);

    /// <summary>All gradients, [<see cref="Count"/>], in the type of the weights.</summary>
    public Tensor Values { get; }

    /// <summary>Takes the gradients away from the parameters and frees them.</summary>
    public void Dispose()
    {
        foreach (var weight in Weights)
            weight.Parameter.grad = null;
        Values.Dispose();
    }
}
