using System.Diagnostics;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>
/// A student learns from what a teacher holds likely, beside the labels (arXiv:1503.02531). Scores of both are formed a few rows at
/// a time, of rows with a label alone. N targets, n rows of a piece, D hidden, V vocabulary. Validation is cross-entropy.
/// </summary>
public sealed class DistillationTask : ITrainingTask
{
    private const long PieceLogits = 1 << 20;           // numbers of one of the models

    private const double Least = 1e-37;                 // probability whose logarithm is taken

    private readonly ICausalModel _teacher;
    private readonly DistillationOptions _options;
    private readonly NextTokenTask _scoring = new();

    /// <summary>Takes a teacher, which stays the caller's and learns nothing.</summary>
    /// <param name="teacher">A model of the student's tokens, on its device.</param>
    /// <param name="options">The loss; half divergence, half cross-entropy unless said.</param>
    /// <exception cref="ArgumentException">Options are wrong, all named at once.</exception>
    public DistillationTask(ICausalModel teacher, DistillationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        (_teacher, _options) = (teacher, options ?? new());
        if (_options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException($"The distillation options are wrong: {string.Join("; ", errors)}.", nameof(options));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The student has another vocabulary, or the teacher is the student.</exception>
    public double Backward(ICausalModel model, MicroBatch batch, double scale, bool checkpointing, ulong dropoutSeed)
    {
        Require(model);
        using var scope = NewDisposeScope();
        var labels = batch.Labels.view(-1);
        var places = labels.ne(CrossEntropy.Ignored).nonzero().view(-1);                    // [N]
        var wanted = labels.index_select(0, places);
        var taught = Teach(batch, places);                                                  // [N, D of the teacher]

        using var pass = new Pass { Documents = batch.Documents, Checkpointing = checkpointing, LossScale = scale * batch.Targets, DropoutSeed = dropoutSeed };
        var hidden = model.Hidden(batch.Tokens, pass);                                      // [B, T, D]
        var rows = hidden.detach().view(-1, hidden.shape[^1]);
        var gradient = rows.zeros_like();
        var (loss, count, piece) = (0.0, places.shape[0], Math.Max(1, PieceLogits / model.Facts.Vocabulary));
        for (var from = 0L; from < count; from += piece)
        {
            using var inner = NewDisposeScope();
            var size = Math.Min(piece, count - from);
            var part = places.narrow(0, from, size);
            var leaf = rows.index_select(0, part).requires_grad_();                         // [n, D]
            var sum = Loss(model.Score(leaf), taught.narrow(0, from, size), wanted.narrow(0, from, size));
            Backpropagation.Run(sum * scale);
            gradient.index_copy_(0, part, leaf.grad!);
            loss += sum.item<float>();
        }
        if (hidden.requires_grad)
            Backpropagation.Run(hidden, gradient.view(hidden.shape));
        return loss + (pass.AddedLoss * batch.Targets);
    }

    /// <inheritdoc/>
    public double Score(ICausalModel model, MicroBatch batch) => _scoring.Score(model, batch);

    /// <summary>The teacher's hidden states where there is a label.</summary>
    private Tensor Teach(MicroBatch batch, Tensor places)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass { Documents = batch.Documents };
        var hidden = _teacher.Hidden(batch.Tokens, pass);
        return hidden.view(-1, hidden.shape[^1]).index_select(0, places).MoveToOuterDisposeScope();
    }

    /// <summary>The loss of logits [n, V], summed over rows.</summary>
    private Tensor Loss(Tensor logits, Tensor taught, Tensor wanted)
    {
        Tensor likely;
        using (no_grad())
            likely = (_teacher.Score(taught) / _options.Temperature).log_softmax(-1);       // [n, V]
        var own = (logits / _options.Temperature).log_softmax(-1);                          // [n, V]
        var square = _options.ScalesBySquare ? _options.Temperature * _options.Temperature : 1;
        var loss = Distance(likely, own) * (_options.Alpha * square);
        return _options.Alpha == 1 ? loss : loss + CrossEntropy.Sum(logits, wanted, default) * (1 - _options.Alpha);
    }

    /// <summary>The divergence of logarithms of probabilities, summed.</summary>
    private Tensor Distance(Tensor p, Tensor q)
    {
        switch (_options.Divergence)
        {
            case Divergence.ForwardKullbackLeibler:
                return (p.exp() * (p - q)).sum();
            case Divergence.ReverseKullbackLeibler:
                return (q.exp() * (q - p)).sum();
            case Divergence.JensenShannon:
                var j = _options.Mixture ?? 0.5;
                var mixed = (p.exp() * j + q.exp() * (1 - j)).clamp_min(Least).log();
                return (p.exp() * (p - mixed)).sum() * j + (q.exp() * (q - mixed)).sum() * (1 - j);
            default:
                throw new UnreachableException();
        }
    }

    private void Require(ICausalModel model)
    {
        if (ReferenceEquals(model, _teacher))
            throw new ArgumentException("The teacher is the student; load it a second time, or choose another.", nameof(model));
        if (model.Facts.Vocabulary != _teacher.Facts.Vocabulary)
            throw new ArgumentException($"The student {model.Facts.Name} has {model.Facts.Vocabulary:N0} tokens and the teacher {_teacher.Facts.Name} {_teacher.Facts.Vocabulary:N0}; both need one tokenizer.", nameof(model));
    }

    /// <summary>Frees the memory that scores pass through; the teacher stays.</summary>
    public void Dispose() => _scoring.Dispose();
}
