using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Llm.Gen.Runtime;

/// <summary>The rows of one head in a tensor of tokens, and their copies in the layouts of <see cref="TileMath"/>.</summary>
/// <param name="first">The head of the first token.</param>
/// <param name="stride">Elements from one token to the next.</param>
/// <param name="e">E, values in a head.</param>
/// <param name="origin">The token that stands first; those before it are not there.</param>
/// <param name="ring">After how many tokens the next one stands first again.</param>
internal readonly unsafe struct HeadRows<T>(T* first, long stride, int e, long origin = 0, long ring = long.MaxValue)
    where T : unmanaged, IElement<T>
{
    private readonly T* _first = first;

    /// <summary>The head of a token, of which the last <c>ring</c> are there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(long token)
    {
        var place = token - origin;
        return _first + (place >= ring ? place - ring : place) * stride;
    }

    /// <summary>Copies the rows of tokens [from, to) to [to - from, width], times a factor; columns beyond E become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(long from, long to, int width, float factor, float* destination)
    {
        var scale = Vector512.Create(factor);
        for (var token = from; token < to; token++, destination += width)
        {
            var source = At(token);
            var i = 0;
            for (; i <= e - Lanes.Count; i += Lanes.Count)
                (T.Load(source + i) * scale).Store(destination + i);
            for (; i < e; i++)
                destination[i] = T.Get(source + i) * factor;
            for (; i < width; i++)
                destination[i] = 0;
        }
    }

    /// <summary>Copies the rows of tokens [from, to) to columns [0, to - from) of [E, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTransposed(long from, long to, int columns, float* destination)
    {
        var token = from;
        for (; Avx512F.IsSupported && token <= to - 4; token += 4)
            FourTransposed(token, columns, destination + (token - from));
        for (; token < to; token++)
            OneTransposed(At(token), 0, columns, destination + (token - from));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourTransposed(long token, int columns, float* destination)
    {
        var (first, second, third, fourth) = ((nint)At(token), (nint)At(token + 1), (nint)At(token + 2), (nint)At(token + 3));
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
        {
            var (a, b) = (T.Load((T*)first + i), T.Load((T*)second + i));
            var (c, d) = (T.Load((T*)third + i), T.Load((T*)fourth + i));
            var (low, high) = (Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b));            // a0 b0 a1 b1, a2 b2 a3 b3 of each four
            var (nextLow, nextHigh) = (Avx512F.UnpackLow(c, d), Avx512F.UnpackHigh(c, d));
            var to = destination + (long)i * columns;
            Put(Avx512F.Shuffle(low, nextLow, 0x44), to, columns);
            Put(Avx512F.Shuffle(low, nextLow, 0xEE), to + columns, columns);
            Put(Avx512F.Shuffle(high, nextHigh, 0x44), to + 2L * columns, columns);
            Put(Avx512F.Shuffle(high, nextHigh, 0xEE), to + 3L * columns, columns);
        }
        OneTransposed((T*)first, i, columns, destination);
        OneTransposed((T*)second, i, columns, destination + 1);
        OneTransposed((T*)third, i, columns, destination + 2);
        OneTransposed((T*)fourth, i, columns, destination + 3);
    }

    /// <summary>Values i, i + 4, i + 8 and i + 12 of four tokens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector512<float> values, float* destination, int columns)
    {
        values.GetLower().GetLower().Store(destination);
        values.GetLower().GetUpper().Store(destination + 4L * columns);
        values.GetUpper().GetLower().Store(destination + 8L * columns);
        values.GetUpper().GetUpper().Store(destination + 12L * columns);
    }

    /// <summary>One token's values from i on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OneTransposed(T* source, int i, int columns, float* column)
    {
        for (; i < e; i++)
            column[(long)i * columns] = T.Get(source + i);
    }

    /// <summary>Writes a float32 row, times a factor, as the head of a token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(long token, float* row, float factor)
    {
        var destination = At(token);
        var scale = Vector512.Create(factor);
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
            T.Store(Vector512.Load(row + i) * scale, destination + i);
        for (; i < e; i++)
            T.Set(row[i] * factor, destination + i);
    }
}
