using Llm.Gen.Data;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// Cross-entropy of next tokens over the head, a few rows of scores at a time: the scores [N, V] never exist as a whole.
/// N are the rows, D the hidden size, V the vocabulary.
/// </summary>
internal sealed class CrossEntropy : IDisposable
{
    private const long ChunkScores = 1 << 21;           // scores that exist at a time, unless one row has more
    private readonly IScorer _head;
    private Tensor? _scores;                            // [rows of a chunk, V], made once

    internal CrossEntropy(IScorer head) => _head = head;

    /// <summary>Sum of the losses of all rows with a label.</summary>
    /// <param name="hidden">[N, D], without a graph.</param>
    /// <param name="labels">N ids, <see cref="IBatchSource.Ignored"/> where nothing is scored.</param>
    internal double Sum(Tensor hidden, ReadOnlySpan<long> labels) => Run(hidden, labels, 0, null);

    /// <summary>The same, with the gradients of the sum times a scale: those of the head are added where they lie.</summary>
    /// <param name="hidden">[N, D], without a graph.</param>
    /// <param name="labels">N ids, <see cref="IBatchSource.Ignored"/> where nothing is scored.</param>
    /// <param name="scale">Multiplies the gradients: one over the targets of the step.</param>
    /// <param name="hiddenGradient">Receives the gradient of the hidden states, [N, D].</param>
    internal double SumWithGradient(Tensor hidden, ReadOnlySpan<long> labels, double scale, out Tensor hiddenGradient)
    {
        hiddenGradient = empty_like(hidden);
        return Run(hidden, labels, scale, hiddenGradient);
    }

    private double Run(Tensor hidden, ReadOnlySpan<long> labels, double scale, Tensor? hiddenGradient)
    {
        using var frozen = no_grad();
        var (n, v) = (hidden.shape[0], _head.Weight.shape[0]);
        var rows = Math.Clamp(ChunkScores / v, 1, n);
        if (_scores is null || _scores.shape[0] < rows)
        {
            _scores?.Dispose();
            _scores = empty(rows, v, dtype: hidden.dtype, device: hidden.device).DetachFromDisposeScope();
        }

        var sum = 0.0;
        for (var from = 0L; from < n; from += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, n - from);
            var (x, scores) = (hidden.narrow(0, from, count), _scores.narrow(0, 0, count));     // [n, D], [n, V]
            Score(x, scores);
            var targets = labels.Slice((int)from, (int)count);
            sum += CrossEntropyKernel.Run(scores, targets, (float)scale, hiddenGradient is not null);
            if (hiddenGradient is null)
                continue;
            hiddenGradient.narrow(0, from, count).addmm_(scores, _head.Weight, beta: 0);
            AddHeadGradient(scores, x);
        }
        return sum;
    }

    private void Score(Tensor x, Tensor scores)
    {
        scores.addmm_(x, _head.Weight.t(), beta: 0);
        if (_head.Bias is { } bias)
            scores.add_(bias);
    }

    /// <summary>Adds the gradients of the head's weight, [V, D], and bias, [V].</summary>
    private void AddHeadGradient(Tensor scoreGradient, Tensor x)
    {
        if (_head.Weight.requires_grad)
            ParameterGradient.AddProduct(_head.Weight, scoreGradient, x);
        if (_head.Bias is not { requires_grad: true } bias)
            return;
        var gradient = scoreGradient.sum(0, type: ScalarType.Float32).to(bias.dtype);
        if (bias.grad is { } held)
            held.add_(gradient);
        else
            bias.grad = gradient;
    }

    public void Dispose() => _scores?.Dispose();
}
