using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>Scores the same held-out rows each time: spread evenly, or all of them where so many are asked for.</summary>
internal sealed class Validator : IDisposable
{
    private readonly ICausalModel _model;
    private readonly ITrainingTask _task;
    private readonly IRows _held;
    private readonly TokenBlock _block;
    private readonly int _batch;
    private readonly long _rows;

    internal Validator(ICausalModel model, ITrainingTask task, IRows held, int batchSize, long mostRows)
    {
        (_model, _task, _held) = (model, task, held);
        _batch = (int)Math.Min(batchSize, held.Count);
        _rows = Math.Min(held.Count, mostRows);
        _block = new TokenBlock(_batch, held.Context, _batch, model.Placement.Device, _held.IsPacked);
    }

    /// <summary>Mean loss over the targets of the rows.</summary>
    internal HeldOutScore Score(CancellationToken cancellation = default)
    {
        var (sum, targets, context) = (0.0, 0L, _held.Context);
        for (var row = 0L; row < _rows; row += _batch)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < _batch; i++)
                Read(Math.Min(row + i, _rows - 1) * _held.Count / _rows, i * context);
            if (row + _batch > _rows)
                _block.Labels[((int)(_rows - row) * context)..].Fill(IBatchSource.Ignored);      // the last batch is not full
            using var batch = _block.Part(0);
            sum += _task.Score(_model, batch);
            targets += _block.Targets;
        }
        return new HeldOutScore(sum / targets, targets);
    }

    private void Read(long row, int at)
    {
        var length = _held.Context;
        var documents = _held.IsPacked ? _block.Documents.Slice(at, length) : default;
        _held.Read(row, _block.Inputs.Slice(at, length), _block.Labels.Slice(at, length), documents);
    }

    public void Dispose() => _block.Dispose();
}
