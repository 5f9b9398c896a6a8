using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>One optimizer step: all micro-batches forward and backward, the norm, the update. Token memory is made once.</summary>
internal sealed class StepRunner : IDisposable
{
    private const ulong DropoutStream = 1;      // of the run's seed; 0 draws the weights

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
        Optimizer = new Optimizer(_gradients, options.Optimizer, options.DecayedWeights, options.Groups);
        _block = new TokenBlock(options.Accumulation * options.BatchSize, source.Context, options.BatchSize, model.Placement.Device, source.IsPacked);
    }

    internal Optimizer Optimizer { get; }

    /// <summary>Positions that a step reads.</summary>
    internal long TokensPerStep => _block.Count;

    /// <summary>Reads the next rows and leaves their gradients; each target of the step weighs the same. Where that fails, there are no gradients and the rows are to be read again.</summary>
    /// <returns>The mean loss over the targets.</returns>
    internal double Backward()
    {
        var position = _source.Position;
        try
        {
            var targets = ReadRows();
            var sum = 0.0;
            for (var part = 0; part < _options.Accumulation; part++)
                sum += Backward(part, targets);
            return sum / targets;
        }
        catch
        {
            _source.Position = position;
            Optimizer.Forget();                             // or the next step would add to a part of this one
            throw;
        }
    }

    private int ReadRows()
    {
        if (_source.IsPacked)
            _source.Next(_block.Inputs, _block.Labels, _block.Documents);
        else
            _source.Next(_block.Inputs, _block.Labels);
        return _block.Targets is > 0 and var targets
            ? targets
            : throw new InvalidDataException($"The {_block.Count:N0} positions from row {_source.Position:N0} hold nothing to learn: all labels are {IBatchSource.Ignored}; remove such rows from the data.");
    }

    private double Backward(int part, int targets)
    {
        using var batch = _block.Part(part);
        var sum = _task.Backward(_model, batch, 1.0 / targets, _options.Checkpointing, DropoutSeed(part));
        if (_options.Accumulation > 1)
            Optimizer.Accumulate();
        return sum;
    }

    /// <summary>Counted by rows of the data, which a resumed run counts on.</summary>
    private ulong DropoutSeed(int part) => new CounterRandom((ulong)_options.Seed, DropoutStream).Bits((ulong)(_source.Position + part));

    /// <summary>Shortens the gradient to the longest allowed and updates the weights.</summary>
    internal void Update(double norm, double rate) =>
        Optimizer.Step(rate, _options.ClipNorm is { } longest ? Math.Min(1, longest / (norm + 1e-6)) : 1);

    public void Dispose()
    {
        using var turn = TurnOfLiving();
        _block.Dispose();
        Optimizer.Dispose();
        _gradients.Dispose();
    }

    /// <summary>The model's turn; none where the model is gone, its weights with it.</summary>
    private IDisposable? TurnOfLiving()
    {
        try
        {
            return _model.TakeTurn();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
