using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Products of a few rows with a matrix, and sums of rows.</summary>
internal static unsafe class RowKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>y[n, o] = w[o] x[n] (+ bias[o]) for outputs [from, to): reads the matrix once, whatever the few rows.</summary>
    /// <param name="x">float32 [N, In].</param>
    /// <param name="n">N.</param>
    /// <param name="w">[Out, In].</param>
    /// <param name="bias">[Out], or null.</param>
    /// <param name="y">[N, outputs].</param>
    /// <param name="outputs">Out.</param>
    /// <param name="size">In.</param>
    /// <param name="from">The first output.</param>
    /// <param name="to">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* x, int n, T* w, T* bias, T* y, long outputs, int size, long from, long to)
    {
        var o = from;
        for (; o <= to - 4; o += 4)
        {
            for (var row = 0; row < n; row++)
                Four(x + (long)row * size, w + o * size, size, bias is null ? null : bias + o, y + row * outputs + o);
        }
        for (; o < to; o++)
        {
            for (var row = 0; row < n; row++)
                T.Set(Dot(x + (long)row * size, w + o * size, size) + (bias is null ? 0 : T.Get(bias + o)), y + row * outputs + o);
        }
    }

    /// <summary>sum += rows, all of <paramref name="d"/> elements, in float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* sum, T* row, int d)
    {
        var i = 0;
        for (; i <= d - Lanes.Count; i += Lanes.Count)
            (Vector512.Load(sum + i) + T.Load(row + i)).Store(sum + i);
        for (; i < d; i++)
            sum[i] += T.Get(row + i);
    }

    /// <summary>Copies elements to float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(T* source, float* destination, long count)
    {
        var i = 0L;
        for (; i <= count - Lanes.Count; i += Lanes.Count)
            T.Load(source + i).Store(destination + i);
        for (; i < count; i++)
            destination[i] = T.Get(source + i);
    }

    /// <summary>Copies float32 to elements, rounded to the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Narrow(float* source, T* destination, long count)
    {
        var i = 0L;
        for (; i <= count - Lanes.Count; i += Lanes.Count)
            T.Store(Vector512.Load(source + i), destination + i);
        for (; i < count; i++)
            T.Set(source[i], destination + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* x, T* w, int size, T* bias, T* y)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        var w1 = w + size;
        var w2 = w + 2L * size;
        var w3 = w + 3L * size;
        var i = 0;
        for (; i <= size - Lanes.Count; i += Lanes.Count)
        {
            var v = Vector512.Load(x + i);
            a = Lanes.Fma(v, T.Load(w + i), a);
            b = Lanes.Fma(v, T.Load(w1 + i), b);
            c = Lanes.Fma(v, T.Load(w2 + i), c);
            d = Lanes.Fma(v, T.Load(w3 + i), d);
        }
        var (s0, s1, s2, s3) = (Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));
        for (; i < size; i++)
        {
            s0 += x[i] * T.Get(w + i);
            s1 += x[i] * T.Get(w1 + i);
            s2 += x[i] * T.Get(w2 + i);
            s3 += x[i] * T.Get(w3 + i);
        }
        if (bias is not null)
        {
            s0 += T.Get(bias);
            s1 += T.Get(bias + 1);
            s2 += T.Get(bias + 2);
            s3 += T.Get(bias + 3);
        }
        T.Set(s0, y);
        T.Set(s1, y + 1);
        T.Set(s2, y + 2);
        T.Set(s3, y + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(float* x, T* w, int size)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= size - Lanes.Count; i += Lanes.Count)
            lanes = Lanes.Fma(Vector512.Load(x + i), T.Load(w + i), lanes);
        var sum = Vector512.Sum(lanes);
        for (; i < size; i++)
            sum += x[i] * T.Get(w + i);
        return sum;
    }
}
