namespace Llm.Gen.Training;

/// <summary>What a run keeps: checkpoints, regular ones and those of unusual steps.</summary>
public sealed partial class Trainer
{
    private string? Save() => Save(_source.Position);

    /// <param name="position">The rows that the next step reads first.</param>
    /// <param name="isOfWarning">Whether the next step is an unusual one.</param>
    private string? Save(long position, bool isOfWarning = false)
    {
        if (_run is null)
            return null;
        var state = new CheckpointState
        {
            Version = CheckpointState.Latest,
            Model = _model.Facts.Name,
            Precision = TrainingCheckpoint.PrecisionOf(_model),
            Frozen = _frozenPrint.Value,
            Step = _step,
            Position = position,
            Context = _source.Context,
            Data = _source.Description,
            Tokens = _tokens,
            Seconds = _seconds,
            Skipped = _skipped,
            IsOfWarning = isOfWarning,
            Adapters = TrainableWeights.Adapters(_model),
            Options = TrainingOptionsJson.Write(_options),
        };
        var folder = TrainingCheckpoint.Write(_run, _model, _runner.Optimizer, Average, state, _options.CheckpointsKept);
        Tell(c => c.OnCheckpoint(folder));
        return folder;
    }

    private void Restore(RunFolder run)
    {
        var folder = run.NewestCheckpoint() ?? throw new DirectoryNotFoundException($"{run.Path}: the run has no checkpoint to resume from; remove the folder and start again.");
        var state = TrainingCheckpoint.Restore(folder, _model, _runner.Optimizer, Average, _options, _source, _frozenPrint.Value);
        (_step, _tokens, _seconds, _skipped, _source.Position) = (state.Step, state.Tokens, state.Seconds, state.Skipped, state.Position);
    }

    /// <summary>Leaves a step out, or stops the run where too many were.</summary>
    private void Skip(double loss, double norm, long position)
    {
        var found = FormattableString.Invariant($"Step {_step + 1} has the loss {loss} and the gradient norm {norm}, and finite numbers were expected");
        _runner.Optimizer.Forget();                         // the weights are still those before this step
        if (_skipped == _options.SkippedSteps)
        {
            _source.Position = position;
            var kept = Save() is { } folder ? $"; the weights before it are in {folder}" : "";
            var before = _skipped == 0 ? "" : FormattableString.Invariant($", after {_skipped} steps that were left out");
            throw new TrainingStoppedException(FormattableString.Invariant($"{found}{before}{kept}. Lower the learning rate (it peaks at {_options.LearningRate}), lengthen the warm-up ({_options.WarmupSteps} steps) or look for broken rows: {Rows(position)}."));
        }
        var checkpoint = Save(position, isOfWarning: true);
        _skipped++;
        Warn(WarningKind.NotFinite, loss, norm, position, checkpoint, FormattableString.Invariant($"{found}; the step is left out, as {_skipped} of at most {_options.SkippedSteps}{Kept(checkpoint)}. It read {Rows(position)}."));
    }

    private void WarnOfSpike(double loss, double norm, long position)
    {
        var checkpoint = Save(position, isOfWarning: true);
        Warn(WarningKind.LossSpike, loss, norm, position, checkpoint, FormattableString.Invariant($"Step {_step + 1} has the loss {loss:0.####}, far above those before it, and the gradient norm {norm:0.####}{Kept(checkpoint)}. It read {Rows(position)}."));
    }

    private static string Kept(string? checkpoint) => checkpoint is null ? "" : $"; {checkpoint} holds what was before it";

    private void Warn(WarningKind kind, double loss, double norm, long position, string? checkpoint, string message) =>
        Tell(c => c.OnWarning(new TrainingWarning(_step + 1, kind, loss, norm, Rows(position), checkpoint, message)));

    private string Rows(long position) => _source.DescribeRows(position, _options.BatchSize * _options.Accumulation);
}
