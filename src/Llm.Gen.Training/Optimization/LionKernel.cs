using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Training;

/// <summary>Lion over plain memory, in one pass; the same float32 operations for every element, whatever the vector width.</summary>
internal static unsafe class LionKernel
{
    /// <summary>What is the same for all elements of a weight in a step.</summary>
    internal readonly struct Constants(double beta1, double beta2, double decay, double rate, double gradientScale)
    {
        internal readonly float GradientScale = (float)gradientScale;
        internal readonly float Beta1 = (float)beta1;
        internal readonly float Gain1 = (float)(1 - beta1);
        internal readonly float Beta2 = (float)beta2;
        internal readonly float Gain2 = (float)(1 - beta2);
        internal readonly float Rate = (float)rate;
        internal readonly float Keep = (float)(1 - (rate * decay));
    }

    /// <summary>Updates <paramref name="count"/> elements; the pointers may not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Update(float* weight, float* gradient, float* mean, int count, in Constants constants)
    {
        var (scale, beta1, gain1) = (Vector256.Create(constants.GradientScale), Vector256.Create(constants.Beta1), Vector256.Create(constants.Gain1));
        var (beta2, gain2, keep) = (Vector256.Create(constants.Beta2), Vector256.Create(constants.Gain2), Vector256.Create(constants.Keep));
        var (up, down) = (Vector256.Create(constants.Rate), Vector256.Create(-constants.Rate));

        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var g = Vector256.Load(gradient + i) * scale;
            var m = Vector256.Load(mean + i);
            var mixed = (beta1 * m) + (gain1 * g);
            var step = (Vector256.GreaterThan(mixed, Vector256<float>.Zero) & up) | (Vector256.LessThan(mixed, Vector256<float>.Zero) & down);
            ((Vector256.Load(weight + i) * keep) - step).Store(weight + i);
            ((beta2 * m) + (gain2 * g)).Store(mean + i);
            Vector256<float>.Zero.Store(gradient + i);
        }
        for (; i < count; i++)
        {
            var g = gradient[i] * constants.GradientScale;
            var mixed = (constants.Beta1 * mean[i]) + (constants.Gain1 * g);
            weight[i] = (weight[i] * constants.Keep) - (mixed > 0 ? constants.Rate : mixed < 0 ? -constants.Rate : 0);
            mean[i] = (constants.Beta2 * mean[i]) + (constants.Gain2 * g);
            gradient[i] = 0;
        }
    }
}
