using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Cross-entropy over pieces of rows, so that the logits of all rows never exist. N rows, n rows of a piece, D hidden, V vocabulary.</summary>
internal static class ScoredRows
{
    private const long PieceLogits = 1 << 21;           // numbers; 8 MB of float32, more where the vocabulary is large:
    private const long FewestRows = 256;                // fewer make the head's products slow: all its weights and gradients are read for each piece

    /// <summary>Room for the logits of a piece, [n, V].</summary>
    public static Tensor Room(Tensor rows, IScorer head) => empty([PieceSize(rows, head), head.Weight.shape[0]], rows.dtype, rows.device);

    /// <summary>n, the rows that are scored at once.</summary>
    public static long PieceSize(Tensor rows, IScorer head) => Math.Min(Math.Max(PieceLogits / head.Weight.shape[0], FewestRows), rows.shape[0]);

    /// <summary>Sum of the losses of rows that are not ignored, without a graph.</summary>
    /// <param name="rows">[N, D].</param>
    /// <param name="targets">[N].</param>
    /// <param name="head">What scores; a plain matrix.</param>
    /// <param name="room">For a piece's logits at least; overwritten.</param>
    /// <param name="scale">Multiplies the gradients.</param>
    /// <param name="shape">What the loss of a row is.</param>
    /// <param name="take">Takes, piece by piece, the first row's place, the rows [n, D] and the gradient of their products with the matrix, [n, V], where that is wanted.</param>
    public static double Sum(Tensor rows, Tensor targets, IScorer head, Tensor room, double scale, LossShape shape, Action<long, Tensor, Tensor>? take)
    {
        var (n, piece) = (rows.shape[0], PieceSize(rows, head));
        var sum = 0.0;
        for (var from = 0L; from < n; from += piece)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(piece, n - from);
            var (part, logits) = (rows.narrow(0, from, size), room.narrow(0, 0, size));         // [n, D], [n, V]
            Kernels.For(logits).Multiply(logits, part, transposesA: false, head.Weight, transposesB: true, adds: false);
            if (head.Bias is { } bias)
                logits.add_(bias);
            var slope = head.Logits?.Change(logits, take is not null);
            sum += Kernels.For(logits).CrossEntropy(logits, targets.narrow(0, from, size), scale, take is not null, shape);
            if (take is null)
                continue;
            head.Logits?.Pull(logits, slope);
            take(from, part, logits);
        }
        return sum;
    }

    /// <summary>The mean loss; fills the gradients of that mean where they are given.</summary>
    public static Tensor Mean(Tensor rows, Tensor targets, IScorer head, LossShape shape, HeadGradients? gradients)
    {
        using var frozen = no_grad();
        using var counted = targets.ne(CrossEntropy.Ignored).sum();
        var count = Math.Max(1, counted.item<long>());
        using var room = Room(rows, head);
        var sum = Sum(rows, targets, head, room, 1.0 / count, shape, gradients is null ? null : (from, part, slope) => gradients.Add(from, part, slope, head.Weight));
        return tensor((float)(sum / count), device: rows.device);
    }
}
