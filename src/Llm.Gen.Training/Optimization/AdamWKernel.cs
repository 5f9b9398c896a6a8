using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Training;

/// <summary>
/// AdamW over plain memory, one pass: reads gradient, weight and both moments once, writes weight and moments once, and
/// leaves the gradient at zero for the next step. Every element has the same sequence of float32 operations whatever the
/// vector width, so results do not depend on the machine or on how the work was split.
/// </summary>
internal static unsafe class AdamWKernel
{
    /// <summary>What is the same for all elements of a step.</summary>
    internal readonly struct Constants(AdamWOptions options, long step, double rate, double gradientScale)
    {
        internal readonly float GradientScale = (float)gradientScale;
        internal readonly float Gain1 = (float)(1 - options.Beta1);
        internal readonly float Beta2 = (float)options.Beta2;
        internal readonly float Gain2 = (float)(1 - options.Beta2);
        internal readonly float Epsilon = (float)options.Epsilon;
        internal readonly float Rate = (float)(rate / (1 - Math.Pow(options.Beta1, step)));
        internal readonly float Root = (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step)));
        internal readonly float Keep = (float)(1 - (rate * options.WeightDecay));
    }

    /// <summary>Updates <paramref name="count"/> elements; the pointers may not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Update(float* weight, float* gradient, float* mean, float* square, long count, bool decays, in Constants constants)
    {
        var keep = decays ? constants.Keep : 1f;
        var (scale, gain1, beta2, gain2) = (Vector256.Create(constants.GradientScale), Vector256.Create(constants.Gain1), Vector256.Create(constants.Beta2), Vector256.Create(constants.Gain2));
        var (epsilon, rate, root, kept) = (Vector256.Create(constants.Epsilon), Vector256.Create(constants.Rate), Vector256.Create(constants.Root), Vector256.Create(keep));

        long i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var g = Vector256.Load(gradient + i) * scale;
            var m = Vector256.Load(mean + i);
            m += gain1 * (g - m);
            var v = (beta2 * Vector256.Load(square + i)) + (gain2 * g * g);
            var w = (Vector256.Load(weight + i) * kept) - (rate * m / ((Vector256.Sqrt(v) * root) + epsilon));
            m.Store(mean + i);
            v.Store(square + i);
            w.Store(weight + i);
            Vector256<float>.Zero.Store(gradient + i);
        }
        for (; i < count; i++)
        {
            var g = gradient[i] * constants.GradientScale;
            var m = mean[i] + (constants.Gain1 * (g - mean[i]));
            var v = (constants.Beta2 * square[i]) + (constants.Gain2 * g * g);
            weight[i] = (weight[i] * keep) - (constants.Rate * m / ((MathF.Sqrt(v) * constants.Root) + constants.Epsilon));
            mean[i] = m;
            square[i] = v;
            gradient[i] = 0;
        }
    }

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
