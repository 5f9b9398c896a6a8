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
    /// <summary>What is the same for all elements of a weight in a step.</summary>
    internal readonly struct Constants(double beta1, double beta2, double epsilon, double decay, bool isCoupled, long step, double rate, double gradientScale)
    {
        internal readonly float GradientScale = (float)gradientScale;
        internal readonly float Gain1 = (float)(1 - beta1);
        internal readonly float Beta2 = (float)beta2;
        internal readonly float Gain2 = (float)(1 - beta2);
        internal readonly float Epsilon = (float)epsilon;
        internal readonly float Rate = (float)(rate / (1 - Math.Pow(beta1, step)));
        internal readonly float Root = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
        internal readonly float Keep = isCoupled ? 1 : (float)(1 - (rate * decay));
        internal readonly float Pull = isCoupled ? (float)decay : 0;        // towards zero, joins the gradient
    }

    /// <summary>Updates <paramref name="count"/> elements; the pointers may not overlap. Where <paramref name="most"/> is not null, it is the largest mean of squares so far, which takes that mean's place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Update(float* weight, float* gradient, float* mean, float* square, float* most, int count, in Constants constants)
    {
        var (scale, gain1, beta2, gain2) = (Vector256.Create(constants.GradientScale), Vector256.Create(constants.Gain1), Vector256.Create(constants.Beta2), Vector256.Create(constants.Gain2));
        var (epsilon, rate, root, keep) = (Vector256.Create(constants.Epsilon), Vector256.Create(constants.Rate), Vector256.Create(constants.Root), Vector256.Create(constants.Keep));
        var pull = Vector256.Create(constants.Pull);

        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var w = Vector256.Load(weight + i);
            var g = (Vector256.Load(gradient + i) * scale) + (pull * w);
            var m = Vector256.Load(mean + i);
            m += gain1 * (g - m);
            var v = (beta2 * Vector256.Load(square + i)) + (gain2 * g * g);
            m.Store(mean + i);
            v.Store(square + i);
            if (most != null)
            {
                v = Vector256.Max(v, Vector256.Load(most + i));
                v.Store(most + i);
            }
            w = (w * keep) - (rate * m / ((Vector256.Sqrt(v) * root) + epsilon));
            w.Store(weight + i);
            Vector256<float>.Zero.Store(gradient + i);
        }
        for (; i < count; i++)
        {
            var g = (gradient[i] * constants.GradientScale) + (constants.Pull * weight[i]);
            var m = mean[i] + (constants.Gain1 * (g - mean[i]));
            var v = (constants.Beta2 * square[i]) + (constants.Gain2 * g * g);
            mean[i] = m;
            square[i] = v;
            if (most != null)
                most[i] = v = Math.Max(v, most[i]);
            weight[i] = (weight[i] * constants.Keep) - (constants.Rate * m / ((MathF.Sqrt(v) * constants.Root) + constants.Epsilon));
            gradient[i] = 0;
        }
    }
}
