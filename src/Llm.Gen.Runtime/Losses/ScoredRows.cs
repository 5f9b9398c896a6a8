using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Cross-entropy over pieces of rows. n rows of a piece, D hidden, V vocabulary.</summary>
internal static class ScoredRows
{
    private const long PieceLogits = 1 << 21;           // numbers; 8 MB of float32

    /// <summary>The mean loss; fills the gradients of that mean where they are given.</summary>
    public static Tensor Loss(Tensor rows, Tensor targets, Tensor weight, Tensor? bias, HeadGradients? gradients)
    {
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
            var logits = Kernels.For(part).Linear(part, weight, bias);                      // [n, V]
            total += Kernels.For(logits).CrossEntropy(logits, targets.narrow(0, from, size), 1.0 / count, gradients is not null);
            gradients?.Add(from, part, logits, weight);
        }
        return tensor((float)(total / count), device: rows.device);
    }
}
