using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Where a CPU tensor's numbers are.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>Address of the first number. It stays as long as the tensor does: torch's memory does not move.</summary>
    /// <exception cref="ArgumentException">The tensor is elsewhere than in main memory, or has gaps.</exception>
    internal static nint Address(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            throw new ArgumentException("The tensor is not one stretch of main memory; expected a contiguous tensor on the CPU.", nameof(tensor));

        using var scope = NewDisposeScope();
        var first = tensor.detach().reshape(-1).narrow(0, 0, 1);        // `bytes` stops at 2 GiB, its start does not
        return (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }
}
