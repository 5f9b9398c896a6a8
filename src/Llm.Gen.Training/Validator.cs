using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>Scores the same held-out windows each time: spread evenly, or all of them where so many are asked for.</summary>
internal sealed class Validator : IDisposable
{
    private readonly ICausalModel _model;
    private readonly ITrainingTask _task;
    private readonly TokenWindows _windows;
    private readonly TokenBlock _block;
    private readonly int _batch;
    private readonly long _rows;

    internal Validator(ICausalModel model, ITrainingTask task, TokenSlice heldOut, int context, TrainingOptions options)
    {
        (_model, _task) = (model, task);
        _windows = new TokenWindows(heldOut, context);
        _batch = (int)Math.Min(options.BatchSize, _windows.Count);
        _rows = Math.Min(_windows.Count, (long)options.ValidationBatches * _batch);
        _block = new TokenBlock(_batch, context, _batch, model.Placement.Device);
    }

    /// <summary>Mean loss over the windows, in nats.</summary>
    internal double Loss()
    {
        var (sum, context) = (0.0, _windows.Context);
        for (var row = 0L; row < _rows; row += _batch)
        {
            for (var i = 0; i < _batch; i++)
                _windows.Read(Math.Min(row + i, _rows - 1) * _windows.Count / _rows, 0, _block.Inputs[(i * context)..], _block.Labels[(i * context)..]);
            if (row + _batch > _rows)
                _block.Labels[((int)(_rows - row) * context)..].Fill(IBatchSource.Ignored);      // the last batch is not full
            using var tokens = _block.Tokens(0);
            using var labels = _block.LabelsOf(0);
            sum += _task.Score(_model, tokens, labels);
        }
        return sum / (_rows * context);
    }

    public void Dispose() => _block.Dispose();
}
