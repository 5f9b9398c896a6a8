using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>The gradients of attention for one key head, in tiles of 4 queries; weights are computed again from the logarithms of their sums (arXiv:2307.08691).</summary>
internal static unsafe class AttentionGradientKernel<T>
    where T : unmanaged, IElement<T>
{
    private const int Block = 256;              // keys of one step

    /// <summary>The rows of one head: what went in, what came out, and where the gradients go.</summary>
    /// <param name="Queries">Of query head g of the group.</param>
    /// <param name="Outputs">Of query head g.</param>
    /// <param name="Gradients">Of the outputs of query head g.</param>
    /// <param name="QueryGradients">Where those of query head g go.</param>
    /// <param name="Keys">Of the key head.</param>
    /// <param name="Values">Of the key head.</param>
    /// <param name="KeyGradients">Where those of the keys go.</param>
    /// <param name="ValueGradients">Where those of the values go.</param>
    internal sealed record Heads(
        Func<int, HeadRows<T>> Queries, Func<int, HeadRows<T>> Outputs, Func<int, HeadRows<T>> Gradients, Func<int, HeadRows<T>> QueryGradients,
        HeadRows<T> Keys, HeadRows<T> Values, HeadRows<T> KeyGradients, HeadRows<T> ValueGradients);

    /// <summary>All queries of key head <paramref name="head"/> in row <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(AttentionSizes shape, int b, int head, Heads heads, float* logSums)
    {
        var (t, e, width) = (shape.T, shape.E, shape.Width);
        var columns = TileMath.RoundUp(t, TileMath.Keys);
        var (turned, lines, tile) = ((long)columns * e, (long)t * width, TileMath.Rows * width);
        var memory = Scratch.Floats(2 * turned + 3 * lines + 3 * tile + 2 * TileMath.Rows * Block);
        var work = new Buffers
        {
            KeyColumns = memory,
            ValueColumns = memory + turned,
            Keys = memory + 2 * turned,
            KeySums = memory + 2 * turned + lines,
            ValueSums = memory + 2 * turned + 2 * lines,
            Queries = memory + 2 * turned + 3 * lines,
            Gradients = memory + 2 * turned + 3 * lines + tile,
            QuerySums = memory + 2 * turned + 3 * lines + 2 * tile,
            Weights = memory + 2 * turned + 3 * lines + 3 * tile,
            Slopes = memory + 2 * turned + 3 * lines + 3 * tile + TileMath.Rows * Block,
        };
        heads.Keys.CopyTransposed(0, t, columns, work.KeyColumns);
        heads.Values.CopyTransposed(0, t, columns, work.ValueColumns);
        heads.Keys.Copy(0, t, width, 1, work.Keys);
        new Span<float>(work.KeySums, checked((int)(2 * lines))).Clear();

        for (var g = 0; g < shape.Group; g++)
        {
            var queryHead = head * shape.Group + g;
            var ofHead = logSums + ((long)b * shape.H + queryHead) * t;
            for (var from = 0; from < t; from += TileMath.Rows)
                Tile(shape, b, queryHead, from, heads, g, ofHead, columns, work);
        }

        for (var token = 0; token < t; token++)
        {
            heads.KeyGradients.Write(token, work.KeySums + (long)token * width, 1);         // the queries in them were scaled already
            heads.ValueGradients.Write(token, work.ValueSums + (long)token * width, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(AttentionSizes shape, int b, int queryHead, int from, Heads heads, int g, float* logSums, int columns, Buffers work)
    {
        var (e, width, count) = (shape.E, shape.Width, Math.Min(TileMath.Rows, shape.T - from));
        new Span<float>(work.Queries, 3 * TileMath.Rows * width).Clear();
        heads.Queries(g).Copy(from, from + count, width, shape.Scale, work.Queries);
        heads.Gradients(g).Copy(from, from + count, width, 1, work.Gradients);
        var inner = stackalloc float[TileMath.Rows];
        for (var r = 0; r < count; r++)
            inner[r] = Dot(heads.Outputs(g).At(from + r), work.Gradients + r * width, e);

        var end = from + count;
        for (var block = shape.First(b, from, count) / TileMath.Keys * TileMath.Keys; block < end; block += Block)
        {
            var size = Math.Min(Block, end - block);
            for (var j = 0; j < size; j += TileMath.Keys)
            {
                TileMath.Scores(work.Queries, width, e, work.KeyColumns + block + j, columns, work.Weights + j, Block);
                TileMath.Scores(work.Gradients, width, e, work.ValueColumns + block + j, columns, work.Slopes + j, Block);
            }
            for (var r = 0; r < TileMath.Rows; r++)
            {
                var weights = work.Weights + r * Block;
                var slopes = work.Slopes + r * Block;
                if (r >= count)
                {
                    ClearRow(weights, slopes, size);
                    continue;
                }
                if (shape.AdjustsScores)
                    ScoreKernel.Adjust(shape, queryHead, weights, size, block, from + r);
                if (shape.Softcap != 0)
                    ScoreKernel.CapSlopes(weights, slopes, size, shape.Softcap, inner[r]);
                Differentiate(weights, slopes, size, block, shape.First(b, from + r), from + r, logSums[from + r], shape.Softcap != 0 ? 0 : inner[r]);
            }
            TileMath.AccumulateTransposed(work.Weights, Block, size, work.Gradients, width, work.ValueSums + (long)block * width);
            TileMath.AccumulateTransposed(work.Slopes, Block, size, work.Queries, width, work.KeySums + (long)block * width);
            TileMath.Accumulate(work.Slopes, Block, size, work.Keys + (long)block * width, width, work.QuerySums);
        }
        for (var r = 0; r < count; r++)
            heads.QueryGradients(g).Write(from + r, work.QuerySums + r * width, shape.Scale);
    }

    /// <summary>Scores become weights p = exp(score - logSum), and the products of gradients and values become slopes p (product - inner); hidden keys have neither.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Differentiate(float* weights, float* slopes, int size, int block, int first, int last, float logSum, float inner)
    {
        var (shift, middle) = (Vector512.Create(logSum), Vector512.Create(inner));
        for (var j = 0; j < size; j += Lanes.Count)
        {
            var p = Lanes.Exp(Vector512.Load(weights + j) - shift);
            p.Store(weights + j);
            (p * (Vector512.Load(slopes + j) - middle)).Store(slopes + j);
        }

        var before = Math.Clamp(first - block, 0, size);
        ClearRow(weights, slopes, before);
        var after = Math.Clamp(last + 1 - block, 0, size);
        ClearRow(weights + after, slopes + after, size - after);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearRow(float* weights, float* slopes, int size)
    {
        new Span<float>(weights, size).Clear();
        new Span<float>(slopes, size).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(T* output, float* gradient, int e)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
            lanes = Lanes.Fma(T.Load(output + i), Vector512.Load(gradient + i), lanes);
        var sum = Vector512.Sum(lanes);
        for (; i < e; i++)
            sum += T.Get(output + i) * gradient[i];
        return sum;
    }

    /// <summary>What one key head works in, float32.</summary>
    private struct Buffers
    {
        public float* KeyColumns;               // [E, columns]
        public float* ValueColumns;             // [E, columns]
        public float* Keys;                     // [T, width]
        public float* KeySums;                  // [T, width]
        public float* ValueSums;                // [T, width]
        public float* Queries;                  // [4, width], scaled
        public float* Gradients;                // [4, width]
        public float* QuerySums;                // [4, width]
        public float* Weights;                  // [4, Block]
        public float* Slopes;                   // [4, Block]
    }
}
