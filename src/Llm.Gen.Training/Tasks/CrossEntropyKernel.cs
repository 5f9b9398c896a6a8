using System.Runtime.Intrinsics;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Softmax cross-entropy of rows of scores, in place: scores go in, their gradients come out. On the CPU each row is read
/// twice while it is in the cache; elsewhere torch's operators do it.
/// </summary>
internal static unsafe class CrossEntropyKernel
{
    /// <summary>Sum of the losses; with <paramref name="wantsGradient"/> the scores become scale * (softmax - target).</summary>
    /// <param name="scores">[n, V], float32 or bfloat16, contiguous.</param>
    /// <param name="labels">n ids, or <see cref="IBatchSource.Ignored"/>.</param>
    /// <param name="scale">Of the gradients.</param>
    /// <param name="wantsGradient">Whether the scores are overwritten.</param>
    internal static double Run(Tensor scores, ReadOnlySpan<long> labels, float scale, bool wantsGradient)
    {
        if (scores.device_type != DeviceType.CPU)
            return RunComposed(scores, labels, scale, wantsGradient);

        var losses = new double[labels.Length];
        fixed (long* label = labels)
        {
            var work = new Work(Memory.Address(scores), (int)scores.shape[1], scores.dtype == ScalarType.BFloat16, label, losses, scale, wantsGradient);
            for (var row = 0; row < losses.Length; row++)
                work.Row(row);
        }
        var sum = 0.0;
        foreach (var loss in losses)
            sum += loss;
        return sum;
    }

    private sealed class Work(nint scores, int vocabulary, bool isNarrow, long* labels, double[] losses, float scale, bool wantsGradient)
    {
        [ThreadStatic]
        private static float[]? _wide;

        internal void Row(int index)
        {
            var label = labels[index];
            if (!isNarrow)
            {
                losses[index] = Row((float*)scores + ((long)index * vocabulary), label);
                return;
            }

            if (_wide is null || _wide.Length < vocabulary)
                _wide = new float[vocabulary];
            var narrow = (ushort*)scores + ((long)index * vocabulary);
            fixed (float* wide = _wide)
            {
                BFloat16Conversion.Widen(narrow, wide, vocabulary);
                losses[index] = Row(wide, label);
                if (wantsGradient)
                    BFloat16Conversion.Narrow(wide, narrow, vocabulary);
            }
        }

        private double Row(float* row, long label)
        {
            if (label == IBatchSource.Ignored)
            {
                if (wantsGradient)
                    new Span<float>(row, vocabulary).Clear();
                return 0;
            }

            var (most, target) = (Most(row, vocabulary), row[label]);
            var sum = Exponentials(row, most, vocabulary, wantsGradient);
            if (wantsGradient)
            {
                Multiply(row, (float)(scale / sum), vocabulary);
                row[label] -= scale;
            }
            return Math.Log(sum) + most - target;
        }
    }

    private static float Most(float* row, int count)
    {
        var most = Vector256.Create(float.NegativeInfinity);
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            most = Vector256.Max(most, Vector256.Load(row + i));        // a NaN stays one
        var result = float.NegativeInfinity;
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
            result = MathF.Max(result, most[lane]);
        for (; i < count; i++)
            result = MathF.Max(result, row[i]);
        return result;
    }

    /// <summary>Sum of exp(x - most); with <paramref name="keep"/> the row becomes the exponentials.</summary>
    private static double Exponentials(float* row, float most, int count, bool keep)
    {
        var (shift, low, high) = (Vector256.Create(most), Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var e = Vector256.Exp(Vector256.Load(row + i) - shift);
            if (keep)
                e.Store(row + i);
            var (a, b) = Vector256.Widen(e);
            low += a;
            high += b;
        }
        var sum = Vector256.Sum(low + high);
        for (; i < count; i++)
        {
            var e = MathF.Exp(row[i] - most);
            if (keep)
                row[i] = e;
            sum += e;
        }
        return sum;
    }

    private static void Multiply(float* row, float factor, int count)
    {
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
            (Vector256.Load(row + i) * factor).Store(row + i);
        for (; i < count; i++)
            row[i] *= factor;
    }

    private static double RunComposed(Tensor scores, ReadOnlySpan<long> labels, float scale, bool wantsGradient)
    {
        using var scope = NewDisposeScope();
        var targets = tensor(labels.ToArray(), device: scores.device);                               // [n]
        var isScored = targets.ne(IBatchSource.Ignored);
        var index = targets.clamp(0).unsqueeze(1);                                                   // [n, 1]
        var logs = nn.functional.log_softmax(scores.to(ScalarType.Float32), -1);                     // [n, V]
        var losses = logs.gather(1, index).squeeze(1).neg().mul(isScored);
        var sum = losses.sum(ScalarType.Float64).item<double>();
        if (wantsGradient)
        {
            var gradient = logs.exp();
            gradient.scatter_add_(1, index, full(index.shape, -1f, device: scores.device));
            scores.copy_(gradient.mul_(scale).mul_(isScored.unsqueeze(1)));
        }
        return sum;
    }
}
