using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Values to four bits and back, over plain memory. The first of two values has the high half of a byte; blocks go across the ends of rows.</summary>
internal static unsafe class FourBitKernel
{
    /// <summary>Quantises blocks [first, last) of so many values; codes to [count / 2], scales to [blocks].</summary>
    public static void Quantize(float* values, long count, FourBitLevels levels, int blockSize, byte* codes, float* scales, long first, long last)
    {
        for (var block = first; block < last; block++)
        {
            var (from, to) = (block * blockSize, Math.Min(count, (block + 1) * blockSize));
            var largest = 0f;
            for (var i = from; i < to; i++)
                largest = Math.Max(largest, Math.Abs(values[i]));
            scales[block] = largest;
            var (isWhole, inverse) = (to - from == blockSize, 1 / largest);
            for (var i = from; i < to; i += 2)
            {
                var high = levels.Nearest(Scaled(values[i]));
                var low = levels.Nearest(i + 1 < to ? Scaled(values[i + 1]) : 0);
                codes[i / 2] = (byte)(high << 4 | low);
            }

            // The reference divides in the last, short block, and multiplies by the inverse elsewhere; they round differently.
            float Scaled(float value) => largest == 0 ? 0 : Math.Clamp(isWhole ? value * inverse : value / largest, -1, 1);
        }
    }

    /// <summary>Values [from, from + count) of codes, in a type.</summary>
    /// <param name="codes">All codes.</param>
    /// <param name="scale">The scale of a block, by its number.</param>
    /// <param name="levels">16 levels.</param>
    /// <param name="blockSize">Values of a block, even.</param>
    /// <param name="from">The first value.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dequantize<T, TScales>(byte* codes, TScales scale, float* levels, int blockSize, long from, long count, T* destination)
        where T : unmanaged, IElement<T>
        where TScales : struct, IBlockScales
    {
        var table = Vector512.Load(levels);
        for (var (at, end) = (from, from + count); at < end;)
        {
            var block = at / blockSize;
            var stop = Math.Min(end, (block + 1) * blockSize);
            var factor = scale.Of(block);
            var wide = Vector512.Create(factor);
            for (; (at & 1) == 0 && at <= stop - Lanes.Count; at += Lanes.Count, destination += Lanes.Count)
                T.Store(Vector512.Shuffle(table, Codes(codes + at / 2)) * wide, destination);
            for (; at < stop; at++, destination++)
                T.Set(levels[(at & 1) == 0 ? codes[at / 2] >> 4 : codes[at / 2] & 0xF] * factor, destination);
        }
    }

    /// <summary>The 16 codes of 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Codes(byte* source)
    {
        var bytes = Vector128.CreateScalar(*(ulong*)source).AsByte();
        var twice = Vector128.Shuffle(bytes, Vector128.Create((byte)0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7));
        var codes = Vector128.ConditionalSelect(Vector128.Create((ushort)0x00FF).AsByte(), twice >>> 4, twice & Vector128.Create((byte)0xF));
        var (low, high) = Vector128.Widen(codes);
        var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
        return Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d)).AsInt32();
    }
}
