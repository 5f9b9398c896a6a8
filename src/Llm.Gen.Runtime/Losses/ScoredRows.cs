using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Cross-entropy over pieces of rows. n rows of a piece, D hidden, V vocabulary.</summary>
internal static class ScoredRows
{
    private const long PieceLogits = 1 << 21;           // numbers; 8 MB of float32

    /// <summary>The mean loss; fills the gradients of that mean where they are given.</summary>
    public static Tensor Loss(Tensor rows, Tensor targets, IScorer head, HeadGradients? gradients)
    {
        var weight = head.Weight;
        var (n, v) = (rows.shape[0], weight.shape[0]);
        using var counted = targets.ne(CrossEntropy.Ignored).sum();
        var count = Math.Max(1, counted.item<long>());
        var piece = Math.Max(1, PieceLogits / v);
        var total = 0.0;
        for (var from = 0L; from < n; from += piece)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(piece, n - from);
            var part = rows.narrow(0, from, size);                                          // [n, D]
            var logits = Kernels.For(part).Linear(part, weight, head.Bias);                 // [n, V]
            var slope = head.Logits?.Change(logits, gradients is not null);
            total += Kernels.For(logits).CrossEntropy(logits, targets.narrow(0, from, size), 1.0 / count, gradients is not null);
            if (gradients is null)
                continue;
            head.Logits?.Pull(logits, slope);
            gradients.Add(from, part, logits, weight);
        }
        return tensor((float)(total / count), device: rows.device);
    }
}
