using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Attention of one query a head over a cache: reads each key and value once for the whole group, where it lies.</summary>
internal static unsafe class DecodeKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>Query <paramref name="t"/> of all query heads of key head <paramref name="head"/>, in row <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(AttentionSizes shape, int b, int head, int t, Func<int, HeadRows<T>> queries, HeadRows<T> keys, HeadRows<T> values, Func<int, HeadRows<T>> outputs)
    {
        var (width, group) = (shape.Width, shape.Group);
        var (first, last) = (shape.First(b, t), shape.Offset + t);
        var count = last + 1 - first;
        var stride = TileMath.RoundUp(count, Lanes.Count);
        var rows = Scratch.Floats((long)group * (2 * width + stride));                      // [G, width]
        var sums = rows + group * width;                                                    // [G, width]
        var weights = sums + group * width;                                                 // [G, stride]
        for (var g = 0; g < group; g++)
            queries(g).Copy(t, t + 1, width, shape.Scale, rows + g * width);

        for (var j = 0; j < count; j++)
        {
            var key = keys.At(first + j);
            for (var g = 0; g < group; g++)
                weights[(long)g * stride + j] = Dot(key, rows + g * width, shape.E);
        }

        new Span<float>(sums, group * width).Clear();
        var masses = stackalloc float[group];
        for (var g = 0; g < group; g++)
        {
            var queryHead = head * group + g;
            if (shape.AdjustsScores)
                ScoreKernel.Adjust(shape, queryHead, weights + (long)g * stride, stride, first, last);
            masses[g] = Softmax(weights + (long)g * stride, count, stride, shape.Start(queryHead));
        }

        for (var j = 0; j < count; j++)
        {
            var value = values.At(first + j);
            for (var g = 0; g < group; g++)
                Add(value, weights[(long)g * stride + j], sums + g * width, shape.E);
        }
        for (var g = 0; g < group; g++)
            outputs(g).Write(t, sums + g * width, 1 / masses[g]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Softmax(float* weights, int count, int stride, (float Top, float Mass) start)
    {
        new Span<float>(weights + count, stride - count).Fill(float.NegativeInfinity);
        var top = start.Top;
        for (var j = 0; j < count; j++)
            top = Math.Max(top, weights[j]);
        var (shift, mass) = (Vector512.Create(top), Vector512<float>.Zero);
        for (var j = 0; j < stride; j += Lanes.Count)
        {
            var weight = Lanes.Exp(Vector512.Load(weights + j) - shift);
            weight.Store(weights + j);
            mass += weight;
        }
        return Vector512.Sum(mass) + start.Mass * MathF.Exp(start.Top - top);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(T* key, float* query, int e)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
            lanes = Lanes.Fma(T.Load(key + i), Vector512.Load(query + i), lanes);
        var sum = Vector512.Sum(lanes);
        for (; i < e; i++)
            sum += T.Get(key + i) * query[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(T* value, float weight, float* sum, int e)
    {
        var factor = Vector512.Create(weight);
        var i = 0;
        for (; i <= e - Lanes.Count; i += Lanes.Count)
            Lanes.Fma(T.Load(value + i), factor, Vector512.Load(sum + i)).Store(sum + i);
        for (; i < e; i++)
            sum[i] += T.Get(value + i) * weight;
    }
}
