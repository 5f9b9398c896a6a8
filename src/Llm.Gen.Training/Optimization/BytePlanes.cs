using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Llm.Gen.Training;

/// <summary>
/// 256 float32 numbers, looked up 64 at a time (AVX-512 VBMI): a byte of each in a plane of its own, which four registers hold. The
/// 64 are in the order in which vectors are packed, sixteen bytes of a lane being four of each of four vectors.
/// </summary>
internal sealed unsafe class BytePlanes
{
    private const int Size = 256;

    private readonly byte[] _planes = new byte[sizeof(float) * Size];

    internal BytePlanes(float[] numbers)
    {
        for (var i = 0; i < Size; i++)
        {
            for (var plane = 0; plane < sizeof(float); plane++)
                _planes[(plane * Size) + i] = (byte)(BitConverter.SingleToUInt32Bits(numbers[i]) >> (8 * plane));
        }
    }

    /// <summary>The planes, to be held in place while they are looked up in.</summary>
    internal ref byte GetPinnableReference() => ref _planes[0];

    /// <summary>Four vectors of the numbers with these places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Four Find(byte* planes, Vector512<byte> places)
    {
        var isHigh = Vector512.LessThan(places.AsSByte(), Vector512<sbyte>.Zero).AsByte();
        var (a, b) = (Plane(planes, places, isHigh), Plane(planes + Size, places, isHigh));
        var (c, d) = (Plane(planes + (2 * Size), places, isHigh), Plane(planes + (3 * Size), places, isHigh));
        var (low, high) = (Avx512BW.UnpackLow(a, b).AsInt16(), Avx512BW.UnpackLow(c, d).AsInt16());
        var (lowAbove, highAbove) = (Avx512BW.UnpackHigh(a, b).AsInt16(), Avx512BW.UnpackHigh(c, d).AsInt16());
        return new(
            Avx512BW.UnpackLow(low, high).AsSingle(), Avx512BW.UnpackHigh(low, high).AsSingle(),
            Avx512BW.UnpackLow(lowAbove, highAbove).AsSingle(), Avx512BW.UnpackHigh(lowAbove, highAbove).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Plane(byte* plane, Vector512<byte> places, Vector512<byte> isHigh) => Vector512.ConditionalSelect(
        isHigh,
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(plane + 128), places, Vector512.Load(plane + 192)),
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(plane), places, Vector512.Load(plane + 64)));

    /// <summary>64 numbers in a row.</summary>
    internal readonly ref struct Four(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth)
    {
        internal readonly Vector512<float> First = first, Second = second, Third = third, Fourth = fourth;
    }
}
