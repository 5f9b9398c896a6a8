using System.Runtime.CompilerServices;

namespace Llm.Gen.Runtime.Formats;

/// <summary>Conversion between element types over raw memory of any length; addresses need no alignment.</summary>
public static unsafe class ElementConversion
{
    private const int ChunkSize = 2_048;    // numbers; 8 KB of float32 on the stack

    /// <summary>
    /// Converts <paramref name="count"/> numbers. From any type to float32, bfloat16 or float16 (nearest, ties to even); any type to itself.
    /// </summary>
    /// <returns>False, with nothing written, for any other pair.</returns>
    public static bool TryConvert(byte* source, ElementType from, byte* destination, ElementType to, long count)
    {
        if (from == to)
        {
            var bytes = checked(count * ElementTypes.SizeOf(from));
            Buffer.MemoryCopy(source, destination, bytes, bytes);
            return true;
        }

        if (!IsFloat(to))
            return false;

        if (to == ElementType.Float32)
            Widen(source, from, (float*)destination, count);
        else if (from == ElementType.Float32)
            Narrow((float*)source, destination, to, count);
        else
            ConvertThroughFloat(source, from, destination, to, count);
        return true;
    }

    /// <summary>Rounds float32 numbers to float32, bfloat16 or float16, to nearest with ties to even.</summary>
    internal static void Narrow(float* source, byte* destination, ElementType to, long count)
    {
        switch (to)
        {
            case ElementType.Float32:
                Buffer.MemoryCopy(source, destination, count * sizeof(float), count * sizeof(float));
                break;
            case ElementType.BFloat16:
                BFloat16Conversion.Narrow(source, (ushort*)destination, count);
                break;
            case ElementType.Float16:
                Float16Conversion.Narrow(source, (ushort*)destination, count);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(to), to, "expected float32, bfloat16 or float16.");
        }
    }

    /// <summary>True for the types that every other type converts to.</summary>
    internal static bool IsFloat(ElementType type) => type is ElementType.Float32 or ElementType.BFloat16 or ElementType.Float16;

    private static void ConvertThroughFloat(byte* source, ElementType from, byte* destination, ElementType to, long count)
    {
        var chunk = stackalloc float[ChunkSize];
        var (fromSize, toSize) = (ElementTypes.SizeOf(from), ElementTypes.SizeOf(to));
        for (long done = 0; done < count; done += ChunkSize)
        {
            var n = Math.Min(ChunkSize, count - done);
            Widen(source + done * fromSize, from, chunk, n);
            Narrow(chunk, destination + done * toSize, to, n);
        }
    }

    private static void Widen(byte* source, ElementType from, float* destination, long count)
    {
        switch (from)
        {
            case ElementType.BFloat16: BFloat16Conversion.Widen((ushort*)source, destination, count); break;
            case ElementType.Float16: Float16Conversion.Widen((ushort*)source, destination, count); break;
            case ElementType.Float8E4M3: LookUp(source, Float8.E4M3, destination, count); break;
            case ElementType.Float8E5M2: LookUp(source, Float8.E5M2, destination, count); break;
            case ElementType.Float64: WidenEach<double>(source, destination, count, static x => (float)x); break;
            case ElementType.Int64: WidenEach<long>(source, destination, count, static x => x); break;
            case ElementType.Int32: WidenEach<int>(source, destination, count, static x => x); break;
            case ElementType.Int16: WidenEach<short>(source, destination, count, static x => x); break;
            case ElementType.Int8: WidenEach<sbyte>(source, destination, count, static x => x); break;
            case ElementType.UInt64: WidenEach<ulong>(source, destination, count, static x => x); break;
            case ElementType.UInt32: WidenEach<uint>(source, destination, count, static x => x); break;
            case ElementType.UInt16: WidenEach<ushort>(source, destination, count, static x => x); break;
            case ElementType.UInt8: WidenEach<byte>(source, destination, count, static x => x); break;
            case ElementType.Boolean: WidenEach<byte>(source, destination, count, static x => x == 0 ? 0 : 1); break;
            default: throw new ArgumentOutOfRangeException(nameof(from), from, "no such element type.");
        }
    }

    private static void LookUp(byte* source, ReadOnlySpan<float> values, float* destination, long count)
    {
        for (long i = 0; i < count; i++)
            destination[i] = values[source[i]];
    }

    // Types that weights are rarely stored in: a call a number is fast enough.
    private static void WidenEach<T>(byte* source, float* destination, long count, Func<T, float> widen) where T : unmanaged
    {
        for (long i = 0; i < count; i++)
            destination[i] = widen(Unsafe.ReadUnaligned<T>(source + i * sizeof(T)));
    }
}
