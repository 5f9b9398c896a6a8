using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>One optimizer step: all micro-batches forward and backward, the norm, the update. Token memory is made once.</summary>
internal sealed class StepRunner : IDisposable
{
    private readonly ICausalModel _model;
    private readonly ITrainingTask _task;
    private readonly IBatchSource _source;
    private readonly TrainingOptions _options;
    private readonly GradientSet _gradients;
    private readonly TokenBlock _block;

    internal StepRunner(ICausalModel model, ITrainingTask task, IBatchSource source, TrainingOptions options)
    {
        (_model, _task, _source, _options) = (model, task, source, options);
        _gradients = new GradientSet(TrainableWeights.Of(model));
        Optimizer = new AdamW(_gradients, options.Optimizer);
        _block = new TokenBlock(options.Accumulation * options.BatchSize, source.Context, options.BatchSize, model.Placement.Device);
    }

    internal AdamW Optimizer { get; }

    /// <summary>Positions that a step reads.</summary>
    internal long TokensPerStep => _block.Count;

    /// <summary>Reads the next rows and leaves their gradients; each target of the step weighs the same.</summary>
    /// <returns>The mean loss over the targets.</returns>
    internal double Backward()
    {
        _source.Next(_block.Inputs, _block.Labels);
        var targets = _block.Targets;
        if (targets == 0)
            throw new InvalidDataException($"The {_block.Count:N0} positions from row {_source.Position:N0} hold nothing to learn: all labels are {IBatchSource.Ignored}; remove such rows from the data.");

        var sum = 0.0;
        for (var part = 0; part < _options.Accumulation; part++)
        {
            using var tokens = _block.Tokens(part);
            using var labels = _block.LabelsOf(part);
            sum += _task.Backward(_model, tokens, labels, 1.0 / targets, _options.Checkpointing);
            if (_options.Accumulation > 1)
                Optimizer.Accumulate();
        }
        return sum / targets;
    }

    /// <summary>Shortens the gradient to the longest allowed and updates the weights.</summary>
    internal void Update(double norm, double rate) =>
        Optimizer.Step(rate, _options.ClipNorm is { } longest ? Math.Min(1, longest / (norm + 1e-6)) : 1);

    public void Dispose()
    {
        _block.Dispose();
        Optimizer.Dispose();
        _gradients.Dispose();
    }
}
