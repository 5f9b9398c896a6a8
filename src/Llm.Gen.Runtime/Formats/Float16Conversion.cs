using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime.Formats;

/// <summary>IEEE half precision, eight numbers at a time; the scalar rest goes through <see cref="Half"/>.</summary>
internal static unsafe class Float16Conversion
{
    private const float SmallestStep = 1f / (1 << 24);          // the smallest positive float16
    private const int MantissaGap = 23 - 10;                    // mantissa bits that float32 has more
    private const uint BiasGap = (127u - 15u) << 23;            // what the exponent field grows by
    private const uint SmallestNormal = (127u - 14u) << 23;     // 2^-14
    private const uint Overflow = (127u + 16u) << 23;           // 2^16, the first power of two that is infinite

    // Added to a number below 2^-14, this leaves its float16 bits, rounded, in the lowest mantissa bits of the sum.
    private const uint SubnormalShift = (127u - 15u + 13u + 1u) << 23;

    public static void Widen(ushort* source, float* destination, long count)
    {
        long i = 0;
        for (; i <= count - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(source + i));
            Widen(low).Store(destination + i);
            Widen(high).Store(destination + i + Vector256<float>.Count);
        }

        for (; i < count; i++)
            destination[i] = (float)Unsafe.BitCast<ushort, Half>(source[i]);
    }

    public static void Narrow(float* source, ushort* destination, long count)
    {
        long i = 0;
        for (; i <= count - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var low = Narrow(Vector256.Load((uint*)source + i));
            var high = Narrow(Vector256.Load((uint*)source + i + Vector256<uint>.Count));
            Vector256.Narrow(low, high).Store(destination + i);
        }

        for (; i < count; i++)
            destination[i] = Unsafe.BitCast<Half, ushort>((Half)source[i]);
    }

    /// <summary>Eight float16 bit patterns, one in each 32-bit lane.</summary>
    internal static Vector256<float> Widen(Vector256<uint> bits)
    {
        var sign = (bits & Vector256.Create(0x8000u)) << 16;
        var magnitude = bits & Vector256.Create(0x7FFFu);
        var exponent = bits & Vector256.Create(0x7C00u);

        var normal = (magnitude << MantissaGap) + Vector256.Create(BiasGap);
        var special = normal + Vector256.Create(BiasGap);                               // infinity and NaN: exponent 31 to 255
        var subnormal = (Vector256.ConvertToSingle(magnitude.AsInt32()) * Vector256.Create(SmallestStep)).AsUInt32();

        var result = Vector256.ConditionalSelect(Vector256.Equals(exponent, Vector256.Create(0x7C00u)), special, normal);
        result = Vector256.ConditionalSelect(Vector256.Equals(exponent, Vector256<uint>.Zero), subnormal, result);
        return (result | sign).AsSingle();
    }

    private static Vector256<uint> Narrow(Vector256<uint> bits)
    {
        var sign = (bits & Vector256.Create(0x8000_0000u)) >> 16;
        var magnitude = bits & Vector256.Create(0x7FFF_FFFFu);
        var shift = Vector256.Create(SubnormalShift);

        var subnormal = (magnitude.AsSingle() + shift.AsSingle()).AsUInt32() - shift;
        var isOdd = (magnitude >> MantissaGap) & Vector256<uint>.One;
        var normal = (magnitude - Vector256.Create(BiasGap) + Vector256.Create(0xFFFu) + isOdd) >> MantissaGap;
        var special = Vector256.ConditionalSelect(IsAbove(magnitude, 0x7F80_0000), Vector256.Create(0x7E00u), Vector256.Create(0x7C00u));

        var result = Vector256.ConditionalSelect(IsAbove(magnitude, SmallestNormal - 1), normal, subnormal);
        result = Vector256.ConditionalSelect(IsAbove(magnitude, Overflow - 1), special, result);
        return result | sign;
    }

    // Both sides are below 2^31, so the signed comparison, which every machine has, is right.
    private static Vector256<uint> IsAbove(Vector256<uint> value, uint limit) =>
        Vector256.GreaterThan(value.AsInt32(), Vector256.Create((int)limit)).AsUInt32();
}
