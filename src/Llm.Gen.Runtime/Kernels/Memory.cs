using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>The memory of tensors, for kernels. An address holds as long as its tensor lives.</summary>
internal static unsafe class Memory
{
    /// <summary>Where a contiguous CPU tensor's elements begin.</summary>
    public static nint Address(Tensor tensor)
    {
        if (tensor.NumberOfElements * tensor.ElementSize <= int.MaxValue)
            return First(tensor.bytes);
        using var start = tensor.view(-1).narrow(0, 0, 1);                                  // a span stops at 2 GiB, the memory does not
        return First(start.bytes);
    }

    /// <summary>The address, or zero for a tensor on another device.</summary>
    public static nint AddressOrZero(Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.is_contiguous() ? Address(tensor) : 0;

    private static nint First(Span<byte> bytes)
    {
        fixed (byte* first = bytes)
            return (nint)first;
    }
}
