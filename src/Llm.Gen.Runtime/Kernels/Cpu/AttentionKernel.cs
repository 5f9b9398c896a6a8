using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Attention of some queries of one key head, in tiles of 4 queries with a running softmax (arXiv:2205.14135).</summary>
internal static unsafe class AttentionKernel<T>
    where T : unmanaged, IElement<T>
{
    private const int Block = 512;              // keys of one softmax step

    /// <summary>Queries [from, to) of all query heads of key head <paramref name="head"/>, in row <paramref name="b"/>.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="b">The row of the batch.</param>
    /// <param name="head">The key head.</param>
    /// <param name="from">The first query.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="queries">The rows of each query head of the group.</param>
    /// <param name="keys">Key rows by token.</param>
    /// <param name="values">Value rows by token.</param>
    /// <param name="outputs">Output rows of each query head of the group.</param>
    /// <param name="logSums">[B, H, T], or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        AttentionSizes shape, int b, int head, int from, int to,
        Func<int, HeadRows<T>> queries, HeadRows<T> keys, HeadRows<T> values, Func<int, HeadRows<T>> outputs, float* logSums)
    {
        var (e, width) = (shape.E, shape.Width);
        var begin = shape.First(b, from, to - from);
        var end = shape.Offset + to;
        var columns = TileMath.RoundUp(end - begin, TileMath.Keys);
        var memory = Scratch.Floats((long)columns * e + (long)(end - begin) * width + TileMath.Rows * (2 * width + Block));
        var transposed = memory;                                                            // [E, columns]
        var lines = transposed + (long)columns * e;                                         // [keys, width]
        var rows = lines + (long)(end - begin) * width;                                     // [4, width]
        var sums = rows + TileMath.Rows * width;                                            // [4, width]
        var scores = sums + TileMath.Rows * width;                                          // [4, Block]
        keys.CopyTransposed(begin, end, columns, transposed);
        values.Copy(begin, end, width, 1, lines);

        var tops = stackalloc float[TileMath.Rows];
        var masses = stackalloc float[TileMath.Rows];
        for (var g = 0; g < shape.Group; g++)
        {
            var (q, y) = (queries(g), outputs(g));
            var queryHead = head * shape.Group + g;
            for (var t = from; t < to; t += TileMath.Rows)
            {
                var count = Math.Min(TileMath.Rows, to - t);
                new Span<float>(rows, 2 * TileMath.Rows * width).Clear();
                q.Copy(t, t + count, width, shape.Scale, rows);
                for (var r = 0; r < TileMath.Rows; r++)
                    (tops[r], masses[r]) = shape.Start(queryHead);

                var last = shape.Offset + t + count;
                for (var block = begin + (shape.First(b, t, count) - begin) / TileMath.Keys * TileMath.Keys; block < last; block += Block)
                {
                    var size = Math.Min(Block, last - block);
                    for (var j = 0; j < size; j += TileMath.Keys)
                        TileMath.Scores(rows, width, e, transposed + (block - begin) + j, columns, scores + j, Block);
                    Softmax(shape, b, queryHead, t, count, block, TileMath.RoundUp(size, TileMath.Keys), scores, sums, tops, masses);
                    TileMath.Accumulate(scores, Block, size, lines + (long)(block - begin) * width, width, sums);
                }

                for (var r = 0; r < count; r++)
                {
                    y.Write(t + r, sums + r * width, 1 / masses[r]);
                    if (logSums is not null)
                        logSums[((long)b * shape.H + queryHead) * shape.T + t + r] = tops[r] + MathF.Log(masses[r]);
                }
            }
        }
    }

    /// <summary>Makes scores weights relative to the largest so far, and fades the sums where that grew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Softmax(AttentionSizes shape, int b, int head, int t, int count, int block, int size, float* scores, float* sums, float* tops, float* masses)
    {
        for (var r = 0; r < TileMath.Rows; r++)
        {
            var row = scores + r * Block;
            var query = t + Math.Min(r, count - 1);
            if (shape.AdjustsScores)
                ScoreKernel.Adjust(shape, head, row, size, block, shape.Offset + query);
            Hide(row, size, block, shape.First(b, query), shape.Offset + query);

            var top = Vector512.Create(tops[r]);
            for (var j = 0; j < size; j += Lanes.Count)
                top = Vector512.Max(top, Vector512.Load(row + j));
            var newTop = Largest(top);
            if (float.IsNegativeInfinity(newTop))
            {
                new Span<float>(row, size).Clear();                                         // all of this block is hidden from this query
                continue;
            }

            var (shift, mass) = (Vector512.Create(newTop), Vector512<float>.Zero);
            for (var j = 0; j < size; j += Lanes.Count)
            {
                var weight = Lanes.Exp(Vector512.Load(row + j) - shift);
                weight.Store(row + j);
                mass += weight;
            }
            var fade = MathF.Exp(tops[r] - newTop);
            masses[r] = masses[r] * fade + Vector512.Sum(mass);
            if (fade != 1 && !float.IsNegativeInfinity(tops[r]))
                Fade(sums + r * shape.Width, shape.Width, fade);
            tops[r] = newTop;
        }
    }

    /// <summary>Minus infinity for keys before the first and after the last; keys are counted from <paramref name="block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hide(float* row, int size, int block, int first, int last)
    {
        if (first > block)
            new Span<float>(row, Math.Min(size, first - block)).Fill(float.NegativeInfinity);
        if (last + 1 < block + size)
            new Span<float>(row + Math.Max(0, last + 1 - block), size - Math.Max(0, last + 1 - block)).Fill(float.NegativeInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fade(float* sums, int width, float fade)
    {
        var factor = Vector512.Create(fade);
        for (var i = 0; i < width; i += Lanes.Count)
            (Vector512.Load(sums + i) * factor).Store(sums + i);
    }

    private static float Largest(Vector512<float> lanes)
    {
        var half = Vector256.Max(lanes.GetLower(), lanes.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return Math.Max(Math.Max(quarter[0], quarter[1]), Math.Max(quarter[2], quarter[3]));
    }
}
