using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>The heart of a matrix product: 12 rows by 32 columns of sums, held in 24 of the 32 registers.</summary>
internal static unsafe class ProductTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 12;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 32;

    /// <summary>sums[12, 32] = or += the product of a [12, depth] and packed b [depth, 32].</summary>
    /// <param name="a">The first element.</param>
    /// <param name="row">Distance of the rows of a.</param>
    /// <param name="step">Distance of its columns.</param>
    /// <param name="b">32 columns side by side, one step of depth after the other.</param>
    /// <param name="depth">Products in each sum.</param>
    /// <param name="sums">The tile's first sum.</param>
    /// <param name="stride">Distance of the rows of sums.</param>
    /// <param name="adds">Whether what is there stays.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, long row, long step, float* b, int depth, float* sums, long stride, bool adds)
    {
        Vector512<float> l0 = default, r0 = default;
        Vector512<float> l1 = default, r1 = default;
        Vector512<float> l2 = default, r2 = default;
        Vector512<float> l3 = default, r3 = default;
        Vector512<float> l4 = default, r4 = default;
        Vector512<float> l5 = default, r5 = default;
        Vector512<float> l6 = default, r6 = default;
        Vector512<float> l7 = default, r7 = default;
        Vector512<float> l8 = default, r8 = default;
        Vector512<float> l9 = default, r9 = default;
        Vector512<float> l10 = default, r10 = default;
        Vector512<float> l11 = default, r11 = default;
        var a3 = a + 3 * row;               // four rows and two distances reach all twelve
        var a6 = a + 6 * row;
        var a9 = a + 9 * row;
        var twice = 2 * row;
        for (var k = 0; k < depth; k++, a += step, a3 += step, a6 += step, a9 += step, b += Columns)
        {
            var left = Vector512.Load(b);
            var right = Vector512.Load(b + 16);
            var value = Vector512.Create(*a);
            l0 = Lanes.Fma(value, left, l0);
            r0 = Lanes.Fma(value, right, r0);
            value = Vector512.Create(a[row]);
            l1 = Lanes.Fma(value, left, l1);
            r1 = Lanes.Fma(value, right, r1);
            value = Vector512.Create(a[twice]);
            l2 = Lanes.Fma(value, left, l2);
            r2 = Lanes.Fma(value, right, r2);
            value = Vector512.Create(*a3);
            l3 = Lanes.Fma(value, left, l3);
            r3 = Lanes.Fma(value, right, r3);
            value = Vector512.Create(a3[row]);
            l4 = Lanes.Fma(value, left, l4);
            r4 = Lanes.Fma(value, right, r4);
            value = Vector512.Create(a3[twice]);
            l5 = Lanes.Fma(value, left, l5);
            r5 = Lanes.Fma(value, right, r5);
            value = Vector512.Create(*a6);
            l6 = Lanes.Fma(value, left, l6);
            r6 = Lanes.Fma(value, right, r6);
            value = Vector512.Create(a6[row]);
            l7 = Lanes.Fma(value, left, l7);
            r7 = Lanes.Fma(value, right, r7);
            value = Vector512.Create(a6[twice]);
            l8 = Lanes.Fma(value, left, l8);
            r8 = Lanes.Fma(value, right, r8);
            value = Vector512.Create(*a9);
            l9 = Lanes.Fma(value, left, l9);
            r9 = Lanes.Fma(value, right, r9);
            value = Vector512.Create(a9[row]);
            l10 = Lanes.Fma(value, left, l10);
            r10 = Lanes.Fma(value, right, r10);
            value = Vector512.Create(a9[twice]);
            l11 = Lanes.Fma(value, left, l11);
            r11 = Lanes.Fma(value, right, r11);
        }

        Put(sums, l0, r0, adds);
        Put(sums + stride, l1, r1, adds);
        Put(sums + 2 * stride, l2, r2, adds);
        Put(sums + 3 * stride, l3, r3, adds);
        Put(sums + 4 * stride, l4, r4, adds);
        Put(sums + 5 * stride, l5, r5, adds);
        Put(sums + 6 * stride, l6, r6, adds);
        Put(sums + 7 * stride, l7, r7, adds);
        Put(sums + 8 * stride, l8, r8, adds);
        Put(sums + 9 * stride, l9, r9, adds);
        Put(sums + 10 * stride, l10, r10, adds);
        Put(sums + 11 * stride, l11, r11, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* sums, Vector512<float> left, Vector512<float> right, bool adds)
    {
        if (adds)
        {
            left += Vector512.Load(sums);
            right += Vector512.Load(sums + 16);
        }
        left.Store(sums);
        right.Store(sums + 16);
    }
}
