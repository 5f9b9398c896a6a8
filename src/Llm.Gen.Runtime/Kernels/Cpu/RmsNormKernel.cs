using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Root mean square norm of rows of D elements.</summary>
internal static unsafe class RmsNormKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>y = (offset + w) x / sqrt(mean(x^2) + epsilon) for rows [from, to).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* x, T* w, T* y, long from, long to, int d, float epsilon, float offset)
    {
        for (var row = from; row < to; row++)
        {
            var input = x + row * d;
            var output = y + row * d;
            var (scale, shift) = (Vector512.Create(Scale(input, d, epsilon)), Vector512.Create(offset));
            var i = 0;
            for (; i <= d - Lanes.Count; i += Lanes.Count)
                T.Store(T.Load(input + i) * scale * (T.Load(w + i) + shift), output + i);
            for (; i < d; i++)
                T.Set(T.Get(input + i) * scale[0] * (T.Get(w + i) + offset), output + i);
        }
    }

    /// <summary>
    /// With s = 1 / sqrt(mean(x^2) + epsilon) and g = (offset + w) dy: dx = s (g - x s^2 mean(g x)), for rows [from, to); dw (float32) gains s x dy.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* x, T* w, T* dy, T* dx, float* dw, long from, long to, int d, float epsilon, float offset)
    {
        for (var row = from; row < to; row++)
        {
            var input = x + row * d;
            var gradient = dy + row * d;
            var output = dx + row * d;
            var scale = Scale(input, d, epsilon);
            var inner = Inner(input, w, gradient, d, offset) * scale * scale / d;
            var (s, c, shift) = (Vector512.Create(scale), Vector512.Create(inner), Vector512.Create(offset));
            var i = 0;
            for (; i <= d - Lanes.Count; i += Lanes.Count)
            {
                var (a, g) = (T.Load(input + i), T.Load(gradient + i));
                T.Store(s * (g * (T.Load(w + i) + shift) - a * c), output + i);
                Lanes.Fma(a * s, g, Vector512.Load(dw + i)).Store(dw + i);
            }
            for (; i < d; i++)
            {
                var (a, g) = (T.Get(input + i), T.Get(gradient + i));
                T.Set(scale * (g * (T.Get(w + i) + offset) - a * inner), output + i);
                dw[i] += a * scale * g;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Scale(T* x, int d, float epsilon)
    {
        var (first, second) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= d - 2 * Lanes.Count; i += 2 * Lanes.Count)
        {
            var (a, b) = (T.Load(x + i), T.Load(x + i + Lanes.Count));
            first = Lanes.Fma(a, a, first);
            second = Lanes.Fma(b, b, second);
        }
        var sum = Vector512.Sum(first + second);
        for (; i < d; i++)
            sum += T.Get(x + i) * T.Get(x + i);
        return 1 / MathF.Sqrt(sum / d + epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Inner(T* x, T* w, T* dy, int d, float offset)
    {
        var (lanes, shift) = (Vector512<float>.Zero, Vector512.Create(offset));
        var i = 0;
        for (; i <= d - Lanes.Count; i += Lanes.Count)
            lanes = Lanes.Fma(T.Load(x + i) * (T.Load(w + i) + shift), T.Load(dy + i), lanes);
        var sum = Vector512.Sum(lanes);
        for (; i < d; i++)
            sum += T.Get(x + i) * (T.Get(w + i) + offset) * T.Get(dy + i);
        return sum;
    }
}
