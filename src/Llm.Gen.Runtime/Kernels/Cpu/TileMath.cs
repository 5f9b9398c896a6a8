using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>The matrix products of attention on tiles of 4 query rows, float32. Widths are multiples of <see cref="Columns"/>, keys of <see cref="Keys"/>.</summary>
internal static unsafe class TileMath
{
    /// <summary>Query rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Keys that scores are computed for at a time.</summary>
    public const int Keys = 64;

    /// <summary>Columns that sums are computed for at a time; heads are padded with zeros to a multiple.</summary>
    public const int Columns = 32;

    /// <summary>The next multiple.</summary>
    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>scores[4, 64] = rows[4, e] columns[e, 64]: 16 sums in registers.</summary>
    /// <param name="rows">[4, width], of which e columns count.</param>
    /// <param name="width">Distance of rows.</param>
    /// <param name="e">Values in a head.</param>
    /// <param name="columns">[e, stride], from the first of the 64 keys on.</param>
    /// <param name="stride">Distance of the transposed keys' rows.</param>
    /// <param name="scores">[4, scoreStride].</param>
    /// <param name="scoreStride">Distance of score rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scores(float* rows, int width, int e, float* columns, int stride, float* scores, int scoreStride)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<float> d0 = default, d1 = default, d2 = default, d3 = default;
        var (row1, row2, row3) = (width, 2 * width, 3 * width);
        for (var i = 0; i < e; i++, rows++, columns += stride)
        {
            var k0 = Vector512.Load(columns);
            var k1 = Vector512.Load(columns + 16);
            var k2 = Vector512.Load(columns + 32);
            var k3 = Vector512.Load(columns + 48);
            var q = Vector512.Create(rows[0]);
            a0 = Lanes.Fma(q, k0, a0);
            a1 = Lanes.Fma(q, k1, a1);
            a2 = Lanes.Fma(q, k2, a2);
            a3 = Lanes.Fma(q, k3, a3);
            q = Vector512.Create(rows[row1]);
            b0 = Lanes.Fma(q, k0, b0);
            b1 = Lanes.Fma(q, k1, b1);
            b2 = Lanes.Fma(q, k2, b2);
            b3 = Lanes.Fma(q, k3, b3);
            q = Vector512.Create(rows[row2]);
            c0 = Lanes.Fma(q, k0, c0);
            c1 = Lanes.Fma(q, k1, c1);
            c2 = Lanes.Fma(q, k2, c2);
            c3 = Lanes.Fma(q, k3, c3);
            q = Vector512.Create(rows[row3]);
            d0 = Lanes.Fma(q, k0, d0);
            d1 = Lanes.Fma(q, k1, d1);
            d2 = Lanes.Fma(q, k2, d2);
            d3 = Lanes.Fma(q, k3, d3);
        }
        Store(scores, a0, a1, a2, a3);
        Store(scores + scoreStride, b0, b1, b2, b3);
        Store(scores + 2 * scoreStride, c0, c1, c2, c3);
        Store(scores + 3 * scoreStride, d0, d1, d2, d3);
    }

    /// <summary>sums[4, width] += weights[4, n] rows[n, width].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(float* weights, int weightStride, int n, float* rows, int width, float* sums)
    {
        var (row1, row2, row3) = (weightStride, 2 * weightStride, 3 * weightStride);
        for (var column = 0; column < width; column += Columns)
        {
            var s = sums + column;
            var r = rows + column;
            var w = weights;
            var (a0, a1) = (Vector512.Load(s), Vector512.Load(s + 16));
            var (b0, b1) = (Vector512.Load(s + width), Vector512.Load(s + width + 16));
            var (c0, c1) = (Vector512.Load(s + 2 * width), Vector512.Load(s + 2 * width + 16));
            var (d0, d1) = (Vector512.Load(s + 3 * width), Vector512.Load(s + 3 * width + 16));
            for (var j = 0; j < n; j++, r += width, w++)
            {
                var v0 = Vector512.Load(r);
                var v1 = Vector512.Load(r + 16);
                var p = Vector512.Create(w[0]);
                a0 = Lanes.Fma(p, v0, a0);
                a1 = Lanes.Fma(p, v1, a1);
                p = Vector512.Create(w[row1]);
                b0 = Lanes.Fma(p, v0, b0);
                b1 = Lanes.Fma(p, v1, b1);
                p = Vector512.Create(w[row2]);
                c0 = Lanes.Fma(p, v0, c0);
                c1 = Lanes.Fma(p, v1, c1);
                p = Vector512.Create(w[row3]);
                d0 = Lanes.Fma(p, v0, d0);
                d1 = Lanes.Fma(p, v1, d1);
            }
            a0.Store(s);
            a1.Store(s + 16);
            b0.Store(s + width);
            b1.Store(s + width + 16);
            c0.Store(s + 2 * width);
            c1.Store(s + 2 * width + 16);
            d0.Store(s + 3 * width);
            d1.Store(s + 3 * width + 16);
        }
    }

    /// <summary>sums[n, width] += weights[4, n]^T rows[4, width].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateTransposed(float* weights, int weightStride, int n, float* rows, int width, float* sums)
    {
        var (row1, row2, row3) = (weightStride, 2 * weightStride, 3 * weightStride);
        for (var column = 0; column < width; column += Columns)
        {
            var s = sums + column;
            var r = rows + column;
            var w = weights;
            var (a0, a1) = (Vector512.Load(r), Vector512.Load(r + 16));
            var (b0, b1) = (Vector512.Load(r + width), Vector512.Load(r + width + 16));
            var (c0, c1) = (Vector512.Load(r + 2 * width), Vector512.Load(r + 2 * width + 16));
            var (d0, d1) = (Vector512.Load(r + 3 * width), Vector512.Load(r + 3 * width + 16));
            for (var j = 0; j < n; j++, s += width, w++)
            {
                var (v0, v1) = (Vector512.Load(s), Vector512.Load(s + 16));
                var p = Vector512.Create(w[0]);
                v0 = Lanes.Fma(p, a0, v0);
                v1 = Lanes.Fma(p, a1, v1);
                p = Vector512.Create(w[row1]);
                v0 = Lanes.Fma(p, b0, v0);
                v1 = Lanes.Fma(p, b1, v1);
                p = Vector512.Create(w[row2]);
                v0 = Lanes.Fma(p, c0, v0);
                v1 = Lanes.Fma(p, c1, v1);
                p = Vector512.Create(w[row3]);
                v0 = Lanes.Fma(p, d0, v0);
                v1 = Lanes.Fma(p, d1, v1);
                v0.Store(s);
                v1.Store(s + 16);
            }
        }
    }

    private static void Store(float* destination, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        a.Store(destination);
        b.Store(destination + 16);
        c.Store(destination + 32);
        d.Store(destination + 48);
    }
}
