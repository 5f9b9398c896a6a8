using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>
/// The three products of a low-rank update with rows x [N, width], which may lie apart, and a factor f, float32 [rank, width]. Each reads the rows once
/// for every <see cref="Ranks"/> of the rank; each number has one order of summing, whatever stands beside it and whichever thread makes it.
/// </summary>
internal static unsafe class LowRankKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Columns that one pass of <see cref="Correlate"/> sums.</summary>
    public const int Columns = 2 * Lanes.Count;

    private const int Ranks = 8, RowsAtOnce = 4;

    /// <summary>low[n, j] = scale x[n] f[j], float32 [N, rank], for rows [from, to).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(T* x, long stride, float* f, int rank, int width, float scale, float* low, long from, long to)
    {
        var n = from;
        for (; n <= to - 2; n += 2)
        {
            var j = 0;
            for (; j <= rank - Ranks; j += Ranks)
                Two(x + n * stride, x + (n + 1) * stride, f + (long)j * width, width, scale, low + n * rank + j, low + (n + 1) * rank + j);
            for (; j < rank; j++)
            {
                low[n * rank + j] = scale * Dot(x + n * stride, f + (long)j * width, width);
                low[(n + 1) * rank + j] = scale * Dot(x + (n + 1) * stride, f + (long)j * width, width);
            }
        }
        for (var j = 0; n < to && j < rank; j++)
            low[n * rank + j] = scale * Dot(x + n * stride, f + (long)j * width, width);
    }

    /// <summary>x[n] += sum over j of low[n, j] f[j] for rows [from, to).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(float* low, int rank, float* f, T* x, long stride, int width, long from, long to)
    {
        var n = from;
        for (; n <= to - RowsAtOnce; n += RowsAtOnce)
            Four(low + n * rank, rank, f, x + n * stride, stride, width);
        for (; n < to; n++)
            One(low + n * rank, rank, f, x + n * stride, width, first: 0);
    }

    /// <summary>sum[j, c] (+)= sum over n of low[n, j] x[n, c], float32 [rank, width], for columns [from, to).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlate(float* low, int rank, T* x, long stride, long rows, float* sum, int width, bool adds, long from, long to)
    {
        var c = from;
        for (; c <= to - Columns; c += Columns)
        {
            var j = 0;
            for (; j <= rank - Ranks; j += Ranks)
                Block(low + j, rank, x + c, stride, rows, sum + (long)j * width + c, width, adds);
            for (; j < rank; j++)
                Pair(low + j, rank, x + c, stride, rows, sum + (long)j * width + c, adds);
        }
        for (; c < to; c++)
        {
            for (var j = 0; j < rank; j++)
            {
                var total = 0f;
                for (var n = 0L; n < rows; n++)
                    total = MathF.FusedMultiplyAdd(low[n * rank + j], T.Get(x + n * stride + c), total);
                var place = sum + (long)j * width + c;
                *place = adds ? *place + total : total;
            }
        }
    }

    /// <summary>Two rows times eight of the factor's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(T* x, T* y, float* f, int width, float scale, float* lowX, float* lowY)
    {
        Vector512<float> x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
        Vector512<float> y0 = default, y1 = default, y2 = default, y3 = default, y4 = default, y5 = default, y6 = default, y7 = default;
        var f3 = f + 3L * width;                // three rows and two distances reach all eight
        var f6 = f + 6L * width;
        var twice = 2L * width;
        var i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var (a, b) = (T.Load(x + i), T.Load(y + i));
            var v = Vector512.Load(f + i);
            (x0, y0) = (Lanes.Fma(a, v, x0), Lanes.Fma(b, v, y0));
            v = Vector512.Load(f + width + i);
            (x1, y1) = (Lanes.Fma(a, v, x1), Lanes.Fma(b, v, y1));
            v = Vector512.Load(f + twice + i);
            (x2, y2) = (Lanes.Fma(a, v, x2), Lanes.Fma(b, v, y2));
            v = Vector512.Load(f3 + i);
            (x3, y3) = (Lanes.Fma(a, v, x3), Lanes.Fma(b, v, y3));
            v = Vector512.Load(f3 + width + i);
            (x4, y4) = (Lanes.Fma(a, v, x4), Lanes.Fma(b, v, y4));
            v = Vector512.Load(f3 + twice + i);
            (x5, y5) = (Lanes.Fma(a, v, x5), Lanes.Fma(b, v, y5));
            v = Vector512.Load(f6 + i);
            (x6, y6) = (Lanes.Fma(a, v, x6), Lanes.Fma(b, v, y6));
            v = Vector512.Load(f6 + width + i);
            (x7, y7) = (Lanes.Fma(a, v, x7), Lanes.Fma(b, v, y7));
        }
        Finish(x0, x, f, i, width, scale, lowX);
        Finish(x1, x, f + width, i, width, scale, lowX + 1);
        Finish(x2, x, f + twice, i, width, scale, lowX + 2);
        Finish(x3, x, f3, i, width, scale, lowX + 3);
        Finish(x4, x, f3 + width, i, width, scale, lowX + 4);
        Finish(x5, x, f3 + twice, i, width, scale, lowX + 5);
        Finish(x6, x, f6, i, width, scale, lowX + 6);
        Finish(x7, x, f6 + width, i, width, scale, lowX + 7);
        Finish(y0, y, f, i, width, scale, lowY);
        Finish(y1, y, f + width, i, width, scale, lowY + 1);
        Finish(y2, y, f + twice, i, width, scale, lowY + 2);
        Finish(y3, y, f3, i, width, scale, lowY + 3);
        Finish(y4, y, f3 + width, i, width, scale, lowY + 4);
        Finish(y5, y, f3 + twice, i, width, scale, lowY + 5);
        Finish(y6, y, f6, i, width, scale, lowY + 6);
        Finish(y7, y, f6 + width, i, width, scale, lowY + 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(T* x, float* f, int width)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
            lanes = Lanes.Fma(T.Load(x + i), Vector512.Load(f + i), lanes);
        float product;
        Finish(lanes, x, f, i, width, 1, &product);
        return product;
    }

    /// <summary>A dot product, of its sums in lanes and what is left from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector512<float> lanes, T* x, float* f, int i, int width, float scale, float* product)
    {
        var sum = Vector512.Sum(lanes);
        for (; i < width; i++)
            sum += T.Get(x + i) * f[i];
        *product = scale * sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* low, int rank, float* f, T* x, long stride, int width)
    {
        var low1 = low + rank;
        var low2 = low1 + rank;
        var low3 = low2 + rank;
        var x1 = x + stride;
        var x2 = x1 + stride;
        var x3 = x2 + stride;
        var i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var (s0, s1, s2, s3) = (T.Load(x + i), T.Load(x1 + i), T.Load(x2 + i), T.Load(x3 + i));
            var column = f + i;
            for (var j = 0; j < rank; j++, column += width)
            {
                var v = Vector512.Load(column);
                s0 = Lanes.Fma(Vector512.Create(low[j]), v, s0);
                s1 = Lanes.Fma(Vector512.Create(low1[j]), v, s1);
                s2 = Lanes.Fma(Vector512.Create(low2[j]), v, s2);
                s3 = Lanes.Fma(Vector512.Create(low3[j]), v, s3);
            }
            T.Store(s0, x + i);
            T.Store(s1, x1 + i);
            T.Store(s2, x2 + i);
            T.Store(s3, x3 + i);
        }
        for (var row = 0; row < RowsAtOnce && i < width; row++)
            One(low + row * rank, rank, f, x + row * stride, width, i);
    }

    /// <summary>One row, from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* low, int rank, float* f, T* x, int width, int first)
    {
        var i = first;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var sum = T.Load(x + i);
            for (var j = 0; j < rank; j++)
                sum = Lanes.Fma(Vector512.Create(low[j]), Vector512.Load(f + (long)j * width + i), sum);
            T.Store(sum, x + i);
        }
        for (; i < width; i++)
        {
            var sum = T.Get(x + i);
            for (var j = 0; j < rank; j++)
                sum = MathF.FusedMultiplyAdd(low[j], f[(long)j * width + i], sum);
            T.Set(sum, x + i);
        }
    }

    /// <summary>Eight rows of sums over <see cref="Columns"/> columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(float* low, int rank, T* x, long stride, long rows, float* sum, int width, bool adds)
    {
        Vector512<float> l0 = default, l1 = default, l2 = default, l3 = default, l4 = default, l5 = default, l6 = default, l7 = default;
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default, r6 = default, r7 = default;
        for (var n = 0L; n < rows; n++, low += rank, x += stride)
        {
            var (left, right) = (T.Load(x), T.Load(x + Lanes.Count));
            var value = Vector512.Create(low[0]);
            (l0, r0) = (Lanes.Fma(value, left, l0), Lanes.Fma(value, right, r0));
            value = Vector512.Create(low[1]);
            (l1, r1) = (Lanes.Fma(value, left, l1), Lanes.Fma(value, right, r1));
            value = Vector512.Create(low[2]);
            (l2, r2) = (Lanes.Fma(value, left, l2), Lanes.Fma(value, right, r2));
            value = Vector512.Create(low[3]);
            (l3, r3) = (Lanes.Fma(value, left, l3), Lanes.Fma(value, right, r3));
            value = Vector512.Create(low[4]);
            (l4, r4) = (Lanes.Fma(value, left, l4), Lanes.Fma(value, right, r4));
            value = Vector512.Create(low[5]);
            (l5, r5) = (Lanes.Fma(value, left, l5), Lanes.Fma(value, right, r5));
            value = Vector512.Create(low[6]);
            (l6, r6) = (Lanes.Fma(value, left, l6), Lanes.Fma(value, right, r6));
            value = Vector512.Create(low[7]);
            (l7, r7) = (Lanes.Fma(value, left, l7), Lanes.Fma(value, right, r7));
        }
        Put(sum, l0, r0, adds);
        Put(sum + width, l1, r1, adds);
        Put(sum + 2L * width, l2, r2, adds);
        Put(sum + 3L * width, l3, r3, adds);
        Put(sum + 4L * width, l4, r4, adds);
        Put(sum + 5L * width, l5, r5, adds);
        Put(sum + 6L * width, l6, r6, adds);
        Put(sum + 7L * width, l7, r7, adds);
    }

    /// <summary>One row of sums over <see cref="Columns"/> columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(float* low, int rank, T* x, long stride, long rows, float* sum, bool adds)
    {
        Vector512<float> left = default, right = default;
        for (var n = 0L; n < rows; n++, low += rank, x += stride)
        {
            var value = Vector512.Create(*low);
            left = Lanes.Fma(value, T.Load(x), left);
            right = Lanes.Fma(value, T.Load(x + Lanes.Count), right);
        }
        Put(sum, left, right, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* sum, Vector512<float> left, Vector512<float> right, bool adds)
    {
        if (adds)
        {
            left += Vector512.Load(sum);
            right += Vector512.Load(sum + Lanes.Count);
        }
        left.Store(sum);
        right.Store(sum + Lanes.Count);
    }
}
