using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime.Formats;

/// <summary>bfloat16 is the upper half of a float32: widening shifts, narrowing rounds to nearest with ties to even.</summary>
internal static unsafe class BFloat16Conversion
{
    private const uint Infinity = 0x7F80_0000;
    private const uint QuietBit = 0x0040;       // keeps a NaN a NaN when its lower half is cut off

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ushort* source, float* destination, long count)
    {
        long i = 0;
        for (; i <= count - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(source + i));
            (low << 16).AsSingle().Store(destination + i);
            (high << 16).AsSingle().Store(destination + i + Vector256<float>.Count);
        }

        for (; i < count; i++)
            destination[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(float* source, ushort* destination, long count)
    {
        long i = 0;
        for (; i <= count - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var low = Round(Vector256.Load((uint*)source + i));
            var high = Round(Vector256.Load((uint*)source + i + Vector256<uint>.Count));
            Vector256.Narrow(low, high).Store(destination + i);
        }

        for (; i < count; i++)
            destination[i] = Round(BitConverter.SingleToUInt32Bits(source[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Round(Vector256<uint> bits)
    {
        var upper = bits >> 16;
        var rounded = (bits + Vector256.Create(0x7FFFu) + (upper & Vector256<uint>.One)) >> 16;
        var isNaN = Vector256.GreaterThan((bits & Vector256.Create(0x7FFF_FFFFu)).AsInt32(), Vector256.Create((int)Infinity));
        return Vector256.ConditionalSelect(isNaN.AsUInt32(), upper | Vector256.Create(QuietBit), rounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Round(uint bits)
    {
        var upper = bits >> 16;
        var isNaN = (bits & 0x7FFF_FFFF) > Infinity;
        return (ushort)(isNaN ? upper | QuietBit : (bits + 0x7FFF + (upper & 1)) >> 16);
    }
}
