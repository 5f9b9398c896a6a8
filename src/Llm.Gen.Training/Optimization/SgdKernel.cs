using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Training;

/// <summary>Gradient descent over plain memory, in one pass; the same float32 operations for every element, whatever the vector width.</summary>
internal static unsafe class SgdKernel
{
    /// <summary>What is the same for all elements of a weight in a step.</summary>
    internal readonly struct Constants(double momentum, bool looksAhead, double decay, double rate, double gradientScale)
    {
        internal readonly float GradientScale = (float)gradientScale;
        internal readonly float Momentum = (float)momentum;
        internal readonly float Pull = (float)decay;
        internal readonly float Rate = (float)rate;
        internal readonly bool LooksAhead = looksAhead;
    }

    /// <summary>Updates <paramref name="count"/> elements; the pointers may not overlap. <paramref name="moment"/> is what is kept of former gradients, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Update(float* weight, float* gradient, float* moment, int count, in Constants constants)
    {
        var (scale, pull, rate) = (Vector256.Create(constants.GradientScale), Vector256.Create(constants.Pull), Vector256.Create(constants.Rate));
        var (momentum, ahead) = (Vector256.Create(constants.Momentum), constants.LooksAhead);

        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var w = Vector256.Load(weight + i);
            var step = (Vector256.Load(gradient + i) * scale) + (pull * w);
            if (moment != null)
            {
                var kept = (momentum * Vector256.Load(moment + i)) + step;
                kept.Store(moment + i);
                step = ahead ? step + (momentum * kept) : kept;
            }
            (w - (rate * step)).Store(weight + i);
            Vector256<float>.Zero.Store(gradient + i);
        }
        for (; i < count; i++)
        {
            var step = (gradient[i] * constants.GradientScale) + (constants.Pull * weight[i]);
            if (moment != null)
            {
                moment[i] = (constants.Momentum * moment[i]) + step;
                step = ahead ? step + (constants.Momentum * moment[i]) : moment[i];
            }
            weight[i] -= constants.Rate * step;
            gradient[i] = 0;
        }
    }
}
