using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>The numbers that an optimizer works on: weights, their float32 masters where there are any, and gradients, summed in float32.</summary>
internal sealed class TrainedNumbers : IDisposable
{
    private readonly bool _isNarrow;

    internal TrainedNumbers(GradientSet gradients, bool isComposed)
    {
        Gradients = gradients;
        _isNarrow = gradients.Type != ScalarType.Float32;
        if (_isNarrow || isComposed)
            Master = Masters();
        Memory = isComposed ? null : new MemoryWalk(this);
    }

    internal GradientSet Gradients { get; }

    internal IReadOnlyList<GradientSlice> Slices => Gradients.Slices;

    /// <summary>The weights in float32, where they are not updated in place.</summary>
    internal Tensor? Master { get; }

    /// <summary>Gradients of micro-batches summed in float32, where the model's own are not.</summary>
    internal Tensor? Sum { get; private set; }

    /// <summary>Walks over plain memory; none where everything is composed of torch's operations.</summary>
    internal MemoryWalk? Memory { get; }

    /// <summary>Zeros that live until they are disposed of.</summary>
    internal Tensor State(params long[] shape) => zeros(shape, dtype: ScalarType.Float32, device: Gradients.Device).DetachFromDisposeScope();

    internal void Accumulate()
    {
        if (!_isNarrow)
            return;
        Sum ??= State(Gradients.Count);
        if (Memory is { } memory)
        {
            memory.Accumulate();
            return;
        }
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        Sum.add_(Together(0, Slices.Count));
        EmptyGradients(0, Slices.Count);
    }

    /// <summary>L2 norm of all gradients together.</summary>
    internal double Norm()
    {
        if (Memory is { } memory)
            return memory.Norm();
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return (Sum ?? Gradient(0, Slices.Count)).square().sum(ScalarType.Float64).sqrt().item<double>();
    }

    /// <summary>A weight as float32, to be changed in place.</summary>
    internal Tensor Weight(int slice) => Master is { } master
        ? master.narrow(0, Slices[slice].Start, Slices[slice].Count).view(Slices[slice].Shape)
        : Slices[slice].Weight.Parameter.detach();

    /// <summary>The gradient of a weight, float32.</summary>
    internal Tensor Gradient(int slice) => (Sum is { } sum
        ? sum.narrow(0, Slices[slice].Start, Slices[slice].Count)
        : Gradients.Gradients[slice].to(ScalarType.Float32)).view(Slices[slice].Shape);

    /// <summary>The gradients of some weights in a row, float32.</summary>
    internal Tensor Gradient(int first, int count) => Sum is { } sum
        ? sum.narrow(0, Slices[first].Start, Slices[first + count - 1].Start + Slices[first + count - 1].Count - Slices[first].Start)
        : Together(first, count);

    /// <summary>Makes gradients zero and copies masters into the model.</summary>
    internal void Finish(int first, int count)
    {
        if (Sum is { } sum)
            sum.narrow(0, Slices[first].Start, Slices[first + count - 1].Start + Slices[first + count - 1].Count - Slices[first].Start).zero_();
        EmptyGradients(first, count);
        if (Master is null)
            return;
        for (var slice = first; slice < first + count; slice++)
            Slices[slice].Weight.Parameter.copy_(Weight(slice));
    }

    /// <summary>Drops all gradients.</summary>
    internal void Forget()
    {
        Gradients.Clear();
        Sum?.zero_();
    }

    private Tensor Together(int first, int count) => cat([.. Gradients.Gradients.Skip(first).Take(count).Select(g => g.reshape(-1))]).to(ScalarType.Float32);

    private void EmptyGradients(int first, int count)
    {
        for (var slice = first; slice < first + count; slice++)
            Gradients.Gradients[slice].fill_(0);
    }

    private Tensor Masters()
    {
        using var frozen = no_grad();
        var masters = empty(Gradients.Count, dtype: ScalarType.Float32, device: Gradients.Device).DetachFromDisposeScope();
        foreach (var slice in Slices)
            masters.narrow(0, slice.Start, slice.Count).copy_(slice.Weight.Parameter.reshape(slice.Count));
        return masters;
    }

    public void Dispose()
    {
        Master?.Dispose();
        Sum?.Dispose();
    }
}
