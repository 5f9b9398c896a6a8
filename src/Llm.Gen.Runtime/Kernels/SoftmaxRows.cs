using System.Runtime.Intrinsics;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Runtime;

/// <summary>Softmax cross-entropy of rows of scores in memory, in place: scores go in, their gradients come out. A row is read while it is in the cache.</summary>
/// <param name="scores">[n, V], float32 or bfloat16.</param>
/// <param name="vocabulary">V.</param>
/// <param name="isNarrow">Whether the scores are bfloat16.</param>
/// <param name="targets">n ids, or <see cref="CrossEntropy.Ignored"/>.</param>
/// <param name="losses">Receives n losses.</param>
/// <param name="scale">Of the gradients.</param>
/// <param name="wantsGradient">Whether the scores become scale * (softmax - target).</param>
internal sealed unsafe class SoftmaxRows(nint scores, int vocabulary, bool isNarrow, long* targets, double* losses, float scale, bool wantsGradient)
{
    [ThreadStatic]
    private static float[]? _wide;

    /// <summary>One row; rows may be run in any order, on any thread.</summary>
    public void Run(int row)
    {
        if (!isNarrow)
        {
            losses[row] = Run((float*)scores + (long)row * vocabulary, targets[row]);
            return;
        }

        if (_wide is null || _wide.Length < vocabulary)
            _wide = new float[vocabulary];
        var narrow = (ushort*)scores + (long)row * vocabulary;
        fixed (float* wide = _wide)
        {
            BFloat16Conversion.Widen(narrow, wide, vocabulary);
            losses[row] = Run(wide, targets[row]);
            if (wantsGradient)
                BFloat16Conversion.Narrow(wide, narrow, vocabulary);
        }
    }

    private double Run(float* row, long target)
    {
        if (target == CrossEntropy.Ignored)
        {
            if (wantsGradient)
                new Span<float>(row, vocabulary).Clear();
            return 0;
        }

        var (most, wanted) = (Most(row, vocabulary), row[target]);
        var sum = Exponentials(row, most, vocabulary, wantsGradient);
        if (wantsGradient)
        {
            Multiply(row, (float)(scale / sum), vocabulary);
            row[target] -= scale;
        }
        return Math.Log(sum) + most - wanted;
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
}
