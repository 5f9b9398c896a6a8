using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime.Tests.Formats;

/// <summary>Reading whole tensors and conversions in tests.</summary>
internal static unsafe class Bits
{
    /// <summary>The stored bytes.</summary>
    public static byte[] Of(StoredTensor tensor) => ((PlainTensor)tensor).Bytes.ToArray();

    /// <summary>All numbers of a tensor as they are copied out.</summary>
    public static byte[] Copy(StoredTensor tensor, ElementType type) => Copy(tensor, type, 0, tensor.Elements);

    /// <summary>Some numbers of a tensor as they are copied out.</summary>
    public static byte[] Copy(StoredTensor tensor, ElementType type, long start, long count)
    {
        var bytes = new byte[count * ElementTypes.SizeOf(type)];
        fixed (byte* destination = bytes)
            tensor.CopyTo((nint)destination, type, start, count);
        return bytes;
    }

    /// <summary>Converts an array; the source is read from an odd address, as files may have it.</summary>
    public static byte[] Convert(byte[] source, ElementType from, ElementType to)
    {
        var count = source.Length / ElementTypes.SizeOf(from);
        byte[] unaligned = [0, .. source], result = new byte[count * ElementTypes.SizeOf(to)];
        fixed (byte* input = unaligned, output = result)
            Assert.True(ElementConversion.TryConvert(input + 1, from, output, to, count));
        return result;
    }

    /// <summary>Copies the bytes of an array of numbers.</summary>
    public static byte[] Of<T>(T[] numbers) where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(numbers).ToArray();

    /// <summary>Reads bytes as numbers.</summary>
    public static T[] As<T>(byte[] bytes) where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(bytes).ToArray();
}
