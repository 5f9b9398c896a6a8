using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>Tensors of a training's state, to and from safetensors.</summary>
internal static unsafe class StateTensors
{
    /// <exception cref="InvalidDataException">The tensor is missing or has another shape.</exception>
    internal static StoredTensor Find(SafetensorsFile file, string name, long[] shape) =>
        !file.TryFind(name, out var tensor)
            ? throw new InvalidDataException($"{file.Path}: tensor {name} is missing; it was expected with shape [{string.Join(", ", shape)}]. Resume from another checkpoint.")
            : tensor.Shape.SequenceEqual(shape)
                ? tensor
                : throw new InvalidDataException($"{file.Path}: tensor {name} has shape [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", shape)}]. Resume from another checkpoint.");

    /// <summary>Fills a tensor, wherever it is.</summary>
    internal static void Read(Tensor destination, StoredTensor source, ElementType type)
    {
        if (destination.device_type == DeviceType.CPU)
        {
            source.CopyTo(Memory.Address(destination), type);
            return;
        }
        using var staged = empty(destination.shape, dtype: destination.dtype);
        source.CopyTo(Memory.Address(staged), type);
        destination.copy_(staged);
    }

    /// <summary>Writes a tensor's bytes, in pieces.</summary>
    internal static void Write(Stream stream, Tensor values)
    {
        const long PieceBytes = 1 << 26;
        using var scope = NewDisposeScope();
        var local = values.cpu();
        var (address, size) = (Memory.Address(local), local.numel() * local.element_size());
        for (var from = 0L; from < size; from += PieceBytes)
            stream.Write(new ReadOnlySpan<byte>((void*)(address + (nint)from), (int)Math.Min(PieceBytes, size - from)));
    }
}
