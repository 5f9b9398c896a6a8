using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Training;

/// <summary>What all optimizers do with gradients over plain memory.</summary>
internal static unsafe class GradientKernel
{
    /// <summary>Sum of squares in double precision, in one order on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double SumOfSquares(float* values, long count)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        long i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (a, b) = Vector256.Widen(Vector256.Load(values + i));
            low += a * a;
            high += b * b;
        }
        var tail = 0.0;
        for (; i < count; i++)
            tail += (double)values[i] * values[i];
        var sum = low + high;
        return sum[0] + sum[1] + (sum[2] + sum[3]) + tail;
    }

    /// <summary>Adds values to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(float* values, float* sum, long count)
    {
        long i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.Load(sum + i) + Vector256.Load(values + i)).Store(sum + i);
        for (; i < count; i++)
            sum[i] += values[i];
    }
}
