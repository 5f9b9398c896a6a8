using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Makes scores of products of queries and keys, one row of a tile at a time: what distance takes from them, and a cap.</summary>
internal static unsafe class ScoreKernel
{
    /// <summary>Adjusts the scores of consecutive keys, rounded up to whole vectors.</summary>
    /// <param name="shape">The slopes and the cap.</param>
    /// <param name="head">The query head.</param>
    /// <param name="row">The products.</param>
    /// <param name="size">How many.</param>
    /// <param name="first">The token of the first key.</param>
    /// <param name="query">The token of the query.</param>
    public static void Adjust(AttentionSizes shape, int head, float* row, int size, int first, int query)
    {
        if (shape.Slopes is { } slopes)
            Slope(row, size, slopes[head], first - query);
        if (shape.Softcap != 0)
            Cap(row, size, shape.Softcap);
    }

    /// <summary>The slopes of capped scores by what they were made of: (slope - inner) (1 - (score / cap)^2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CapSlopes(float* scores, float* slopes, int size, float cap, float inner)
    {
        var (inverse, middle) = (Vector512.Create(1 / cap), Vector512.Create(inner));
        for (var j = 0; j < size; j += Lanes.Count)
        {
            var share = Vector512.Load(scores + j) * inverse;
            ((Vector512.Load(slopes + j) - middle) * (Vector512<float>.One - share * share)).Store(slopes + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slope(float* row, int size, float slope, int distance)
    {
        var factor = Vector512.Create(slope);
        for (var j = 0; j < size; j += Lanes.Count)
        {
            var distances = Vector512.Create((float)(distance + j)) + Vector512<float>.Indices;
            Lanes.Fma(distances, factor, Vector512.Load(row + j)).Store(row + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cap(float* row, int size, float cap)
    {
        var (factor, inverse) = (Vector512.Create(cap), Vector512.Create(1 / cap));
        for (var j = 0; j < size; j += Lanes.Count)
            (Lanes.Tanh(Vector512.Load(row + j) * inverse) * factor).Store(row + j);
    }
}
