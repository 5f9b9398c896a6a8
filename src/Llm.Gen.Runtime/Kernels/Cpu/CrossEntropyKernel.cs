using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>Cross-entropy of rows of V logits.</summary>
internal static unsafe class CrossEntropyKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>The sum of the losses of rows [from, to) whose target is not ignored; makes the logits their gradient times scale where it is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Run(T* logits, long* targets, long from, long to, int v, float scale, bool wantsGradient, LossShape shape)
    {
        var (loss, smoothing, floor) = (0.0, shape.LabelSmoothing, (float)(shape.LabelSmoothing / v * scale));
        for (var row = from; row < to; row++)
        {
            var values = logits + row * v;
            var target = targets[row];
            if (target == CrossEntropy.Ignored)
            {
                if (wantsGradient)
                    new Span<T>(values, v).Clear();
                continue;
            }

            var chosen = T.Get(values + target);
            var top = Top(values, v);
            var sum = Sum(values, v, top);
            var logSum = Math.Log(sum) + top;
            loss += logSum - chosen;
            if (!shape.IsPlain)
                loss += (smoothing == 0 ? 0 : smoothing * (chosen - Mean(values, v))) + shape.ZLoss * logSum * logSum;
            if (!wantsGradient)
                continue;
            var slope = (1 + 2 * shape.ZLoss * logSum) / sum;
            Fill(values, v, Vector512.Create(top), Vector512.Create((float)(scale * slope)), Vector512.Create(floor));
            T.Set((float)((Math.Exp(chosen - top) * slope - 1 + smoothing) * scale) - floor, values + target);
        }
        return loss;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Top(T* values, int v)
    {
        var lanes = Vector512.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= v - Lanes.Count; i += Lanes.Count)
            lanes = Vector512.Max(lanes, T.Load(values + i));
        var top = lanes[0];
        for (var lane = 1; lane < Lanes.Count; lane++)
            top = Math.Max(top, lanes[lane]);
        for (; i < v; i++)
            top = Math.Max(top, T.Get(values + i));
        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(T* values, int v, float top)
    {
        var (lanes, shift) = (Vector512<float>.Zero, Vector512.Create(top));
        var i = 0;
        for (; i <= v - Lanes.Count; i += Lanes.Count)
            lanes += Lanes.Exp(T.Load(values + i) - shift);
        double sum = Vector512.Sum(lanes);
        for (; i < v; i++)
            sum += Lanes.Exp(Vector512.Create(T.Get(values + i) - top))[0];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Mean(T* values, int v)
    {
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= v - Lanes.Count; i += Lanes.Count)
            lanes += T.Load(values + i);
        double sum = Vector512.Sum(lanes);
        for (; i < v; i++)
            sum += T.Get(values + i);
        return sum / v;
    }

    /// <summary>values = exp(values - shift) scale - floor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(T* values, int v, Vector512<float> shift, Vector512<float> scale, Vector512<float> floor)
    {
        var i = 0;
        for (; i <= v - Lanes.Count; i += Lanes.Count)
            T.Store(Lanes.Exp(T.Load(values + i) - shift) * scale - floor, values + i);
        for (; i < v; i++)
            T.Set(Lanes.Exp(Vector512.Create(T.Get(values + i)) - shift)[0] * scale[0] - floor[0], values + i);
    }
}
