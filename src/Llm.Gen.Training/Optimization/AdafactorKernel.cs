using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Training;

/// <summary>Adafactor over neighbouring numbers of one row, in plain memory. The mean of squares that is expected at number j is row x columns[j], or the least one.</summary>
internal static unsafe class AdafactorKernel
{
    /// <summary>Adds the squares of scaled gradients to the columns' sums; returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double AddSquares(float* gradient, float scale, float* columns, int count)
    {
        var (lanes, by) = (Vector256<float>.Zero, Vector256.Create(scale));
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var g = Vector256.Load(gradient + i) * by;
            g *= g;
            (Vector256.Load(columns + i) + g).Store(columns + i);
            lanes += g;
        }
        double sum = Vector256.Sum(lanes);
        for (; i < count; i++)
        {
            var g = gradient[i] * scale;
            columns[i] += g * g;
            sum += g * g;
        }
        return sum;
    }

    /// <summary>The sum of squares of gradients over the roots of expected squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double UpdateSquares(float* gradient, float scale, float row, float* columns, float least, int count)
    {
        var (lanes, by, factor, floor) = (Vector256<float>.Zero, Vector256.Create(scale), Vector256.Create(row), Vector256.Create(least));
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var g = Vector256.Load(gradient + i) * by;
            lanes += g * g / Vector256.Max(factor * Vector256.Load(columns + i), floor);
        }
        double sum = Vector256.Sum(lanes);
        for (; i < count; i++)
        {
            var g = gradient[i] * scale;
            sum += g * g / Math.Max(row * columns[i], least);
        }
        return sum;
    }

    /// <summary>Moves weights: w = w keep - rate g / sqrt(expected square); leaves the gradients at zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Update(float* weight, float* gradient, float scale, float row, float* columns, float least, float keep, float rate, int count)
    {
        var (by, factor, floor, kept) = (Vector256.Create(scale * rate), Vector256.Create(row), Vector256.Create(least), Vector256.Create(keep));
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var root = Vector256.Sqrt(Vector256.Max(factor * Vector256.Load(columns + i), floor));
            ((Vector256.Load(weight + i) * kept) - (Vector256.Load(gradient + i) * by / root)).Store(weight + i);
            Vector256<float>.Zero.Store(gradient + i);
        }
        for (; i < count; i++)
        {
            weight[i] = (weight[i] * keep) - (gradient[i] * (scale * rate) / MathF.Sqrt(Math.Max(row * columns[i], least)));
            gradient[i] = 0;
        }
    }
}
