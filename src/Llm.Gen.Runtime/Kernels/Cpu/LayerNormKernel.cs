using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Layer norm of rows of D elements. Gain and bias may be absent: null.</summary>
internal static unsafe class LayerNormKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>y = (offset + w) (x - mean(x)) / sqrt(var(x) + epsilon) + b for rows [from, to).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* x, T* w, T* b, T* y, long from, long to, int d, float epsilon, float offset)
    {
        for (var row = from; row < to; row++)
        {
            var input = x + row * d;
            var output = y + row * d;
            var (mean, scale) = Moments(input, d, epsilon);
            var (m, s, shift) = (Vector512.Create(mean), Vector512.Create(scale), Vector512.Create(offset));
            var i = 0;
            for (; i <= d - Lanes.Count; i += Lanes.Count)
            {
                var value = (T.Load(input + i) - m) * s;
                if (w is not null)
                    value *= T.Load(w + i) + shift;
                T.Store(b is null ? value : value + T.Load(b + i), output + i);
            }
            for (; i < d; i++)
            {
                var value = (T.Get(input + i) - mean) * scale * Gain(w, i, offset);
                T.Set(b is null ? value : value + T.Get(b + i), output + i);
            }
        }
    }

    /// <summary>
    /// With s = 1 / sqrt(var(x) + epsilon), n = s (x - mean(x)) and g = (offset + w) dy: dx = s (g - mean(g) - n mean(g n)), for
    /// rows [from, to); dw and db (float32) gain n dy and dy.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* x, T* w, T* dy, T* dx, float* dw, float* db, long from, long to, int d, float epsilon, float offset)
    {
        for (var row = from; row < to; row++)
        {
            var input = x + row * d;
            var gradient = dy + row * d;
            var output = dx + row * d;
            var (mean, scale) = Moments(input, d, epsilon);
            var (all, along) = Means(input, w, gradient, d, mean, scale, offset);
            var (m, s, shift, u, v) = (Vector512.Create(mean), Vector512.Create(scale), Vector512.Create(offset), Vector512.Create(all), Vector512.Create(along));
            var i = 0;
            for (; i <= d - Lanes.Count; i += Lanes.Count)
            {
                var (n, g) = ((T.Load(input + i) - m) * s, T.Load(gradient + i));
                Lanes.Fma(n, g, Vector512.Load(dw + i)).Store(dw + i);
                (Vector512.Load(db + i) + g).Store(db + i);
                if (w is not null)
                    g *= T.Load(w + i) + shift;
                T.Store(s * (g - u - n * v), output + i);
            }
            for (; i < d; i++)
            {
                var (n, g) = ((T.Get(input + i) - mean) * scale, T.Get(gradient + i));
                dw[i] += n * g;
                db[i] += g;
                T.Set(scale * (g * Gain(w, i, offset) - all - n * along), output + i);
            }
        }
    }

    private static float Gain(T* w, int i, float offset) => w is null ? 1 : T.Get(w + i) + offset;

    /// <summary>mean(x) and 1 / sqrt(var(x) + epsilon); the variance around the mean that was found first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Mean, float Scale) Moments(T* x, int d, float epsilon)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= d - Lanes.Count; i += Lanes.Count)
            lanes += T.Load(x + i);
        var sum = Vector512.Sum(lanes);
        for (; i < d; i++)
            sum += T.Get(x + i);
        var mean = sum / d;

        var (squares, m) = (Vector512<float>.Zero, Vector512.Create(mean));
        for (i = 0; i <= d - Lanes.Count; i += Lanes.Count)
        {
            var away = T.Load(x + i) - m;
            squares = Lanes.Fma(away, away, squares);
        }
        var square = Vector512.Sum(squares);
        for (; i < d; i++)
            square += (T.Get(x + i) - mean) * (T.Get(x + i) - mean);
        return (mean, 1 / MathF.Sqrt(square / d + epsilon));
    }

    /// <summary>mean(g) and mean(g n).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float All, float Along) Means(T* x, T* w, T* dy, int d, float mean, float scale, float offset)
    {
        var (all, along) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (m, s, shift) = (Vector512.Create(mean), Vector512.Create(scale), Vector512.Create(offset));
        var i = 0;
        for (; i <= d - Lanes.Count; i += Lanes.Count)
        {
            var (n, g) = ((T.Load(x + i) - m) * s, T.Load(dy + i));
            if (w is not null)
                g *= T.Load(w + i) + shift;
            all += g;
            along = Lanes.Fma(g, n, along);
        }
        var (sum, inner) = (Vector512.Sum(all), Vector512.Sum(along));
        for (; i < d; i++)
        {
            var g = T.Get(dy + i) * Gain(w, i, offset);
            sum += g;
            inner += g * (T.Get(x + i) - mean) * scale;
        }
        return (sum / d, inner / d);
    }
}
