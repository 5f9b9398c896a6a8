using System.Diagnostics;
using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>
/// Trains a model from a batch source: its weights that are not frozen, and its adapters (<see cref="TrainableWeights"/>). With
/// a run folder it keeps metrics and checkpoints, and a run that was killed at any moment goes on from its newest checkpoint
/// to the same numbers, bit for bit. A trainer belongs to one thread; others may use its model, which takes a step or a
/// generation at a time.
/// </summary>
public sealed partial class Trainer : IDisposable
{
    private readonly ICausalModel _model;
    private readonly IBatchSource _source;
    private readonly PrefetchedBatches? _prefetched;
    private readonly FrozenLayers? _frozen;
    private readonly TrainingOptions _options;
    private readonly ITrainingTask _task;
    private readonly bool _ownsTask;
    private readonly StepRunner _runner;
    private readonly Validator? _validator;
    private readonly LossHistory? _history;
    private readonly RunFolder? _run;
    private readonly RunLock? _lock;
    private readonly MetricsFile? _metrics;
    private readonly ProgressCallback? _progress;
    private readonly ITrainingCallback[] _callbacks;
    private readonly Lazy<string?> _frozenPrint;
    private long _step, _tokens, _skipped;
    private double _seconds;

    /// <summary>Prepares a run, or takes one up again.</summary>
    /// <param name="model">What is trained, where it is and in its precision, its adapters in place; stays the caller's.</param>
    /// <param name="source">What it learns from.</param>
    /// <param name="heldOut">What it is measured on, or nothing.</param>
    /// <param name="options">How.</param>
    /// <param name="runFolder">Where metrics and checkpoints go; null keeps none.</param>
    /// <param name="callbacks">Who else hears of it, in this order.</param>
    /// <param name="task">What it is trained for, which stays the caller's; language modelling unless said.</param>
    /// <exception cref="ArgumentException">Options are wrong, all named at once.</exception>
    /// <exception cref="IOException">The folder holds a run already, or none to resume.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is another model's, damaged, or of a run with other options.</exception>
    public Trainer(ICausalModel model, IBatchSource source, IHeldOut? heldOut, TrainingOptions options, string? runFolder = null, IEnumerable<ITrainingCallback>? callbacks = null, ITrainingTask? task = null)
    {
        Require(model, source, options, runFolder, task);
        (_model, _source, _options, _ownsTask) = (model, source, options, task is null);
        _frozenPrint = new Lazy<string?>(() => FrozenFingerprint.Of(model));
        if (options.Prefetch)
            _source = _prefetched = new PrefetchedBatches(source);
        _frozen = options.LastLayers is { } kept ? new FrozenLayers(model, kept) : null;
        _history = options.SpikeDeviations is { } deviations ? new LossHistory(deviations) : null;
        _task = task ?? new NextTokenTask(options.Loss);
        try
        {
            _runner = new StepRunner(model, _task, _source, options);
            Average = options.Average is null ? null : new WeightAverage(_runner.Optimizer, options.Average);
            _validator = heldOut is null ? null : new Validator(model, _task, heldOut.Rows(source.Context), options.BatchSize, (long)options.ValidationBatches * options.BatchSize);
            _run = runFolder is null ? null : options.Resume ? RunFolder.Open(runFolder) : RunFolder.Create(runFolder, Description());
            _lock = _run is null ? null : RunLock.Take(_run.Path);
            if (options.Resume)
                Restore(_run!);
            else
                TorchSharp.torch.manual_seed(options.Seed).Dispose();
            _metrics = _run is null ? null : MetricsFile.Continue(_run.Metrics, _step);
        }
        catch
        {
            Dispose();
            throw;
        }
        _progress = ProgressCallback.For(options.Progress);
        IEnumerable<ITrainingCallback?> ours = [_metrics is null ? null : new MetricsCallback(_metrics), _progress, new MeterCallback()];
        _callbacks = [.. ours.OfType<ITrainingCallback>(), .. callbacks ?? []];
    }

    /// <summary>The average of the weights, where the options ask for one.</summary>
    public WeightAverage? Average { get; }

    /// <summary>Trains to the last step, or until the time is up.</summary>
    /// <param name="cancellation">Stops after the present step; the run folder gets a checkpoint of it.</param>
    /// <exception cref="TrainingStoppedException">The loss or the gradient is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        TrainingResult? result = null;
        try
        {
            if (_progress is null)
                result = Loop(cancellation);
            else
                _progress.Around(() => result = Loop(cancellation));
        }
        catch (Exception problem)
        {
            Tell(c => c.OnStop(problem));
            throw;
        }
        finally
        {
            Tell(c => c.OnEnd(result));
        }
        return result!;
    }

    private TrainingResult Loop(CancellationToken cancellation)
    {
        Tell(c => c.OnStart(new TrainingStart(_model, _options, _step, _runner.TokensPerStep) { Say = line => _progress?.Say(line) }));
        if (_step == 0)
            Save();                                         // a run that dies before its first checkpoint resumes too

        var (loss, validation, begun, read) = (double.NaN, (double?)null, _seconds, _tokens);
        while (!IsOver)
        {
            loss = Step();
            var isLast = IsOver;
            if (isLast || IsDue(_options.ValidationInterval))
                validation = Validate();
            if (cancellation.IsCancellationRequested && !isLast)
                Stop(cancellation);
            if (isLast || IsDue(_options.CheckpointInterval))
                Save();
        }
        if (begun == _seconds)
            validation = Validate();                        // resumed at its end
        return new TrainingResult(_step, loss, validation, (_tokens - read) / Math.Max(_seconds - begun, 1e-9), PeakMemory(), _run?.Path, _skipped);
    }

    private bool IsOver => _step == _options.Steps || _seconds > _options.TimeLimit?.TotalSeconds;

    private bool IsDue(long interval) => interval > 0 && _step % interval == 0;

    private double Step()
    {
        var position = _source.Position;
        var rate = _options.Rates.At(_step);
        double loss, norm;
        bool isFinite;
        long started;
        using (_model.TakeTurn())                           // a generation on another thread comes before or after the step
        {
            started = Stopwatch.GetTimestamp();
            loss = _runner.Backward();
            norm = _runner.Optimizer.GradientNorm();
            isFinite = double.IsFinite(loss) && double.IsFinite(norm);
            if (!isFinite)
                Skip(loss, norm, position);
            else if (_history?.IsSpike(loss) == true)
                WarnOfSpike(loss, norm, position);
            if (isFinite)
                _runner.Update(norm, rate);
            Average?.Update(_step + 1);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        (_step, _tokens, _seconds) = (_step + 1, _tokens + _runner.TokensPerStep, _seconds + seconds);
        var done = new TrainingStep(_step, loss, rate, norm, _tokens, _seconds, _runner.TokensPerStep / seconds, IsSkipped: !isFinite);
        Tell(c => c.OnStep(done));
        return loss;
    }

    private double? Validate()
    {
        if (_validator is null)
            return null;
        var validation = new TrainingValidation(_step, _validator.Score().Loss);
        Tell(c => c.OnValidation(validation));
        return validation.Loss;
    }

    private void Stop(CancellationToken cancellation)
    {
        var kept = Save() is { } folder ? $"; {folder} holds it, resume to go on" : "";
        throw new OperationCanceledException($"The run was cancelled after step {_step:N0} of {_options.Steps:N0}{kept}.", cancellation);
    }

    private System.Text.Json.Nodes.JsonObject Description() => new()
    {
        ["model"] = _model.Facts.Name,
        ["parameters"] = _model.Facts.ParameterCount,
        ["precision"] = TrainingCheckpoint.PrecisionOf(_model),
        ["context"] = _source.Context,
        ["data"] = _source.Description,
        ["options"] = TrainingOptionsJson.Write(_options),
    };

    private static void Require(ICausalModel model, IBatchSource source, TrainingOptions options, string? runFolder, ITrainingTask? task)
    {
        var errors = options.Errors().ToList();
        if (source.Context > model.Facts.Positions)
            errors.Add($"the context is {source.Context:N0}, but {model.Facts.Name} has {model.Facts.Positions:N0} positions");
        if (options.Resume && runFolder is null)
            errors.Add($"{nameof(TrainingOptions.Resume)} is true, expected a run folder to resume");
        if (task is not null && options.Loss != new LossOptions())
            errors.Add($"{nameof(TrainingOptions.Loss)} is set beside a task, expected the task to have it");
        if (errors.Count > 0)
            throw new ArgumentException($"The training options are wrong: {string.Join("; ", errors)}.", nameof(options));
    }

    private void Tell(Action<ITrainingCallback> what)
    {
        foreach (var callback in _callbacks)
            what(callback);
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Frees optimizer and gradients and closes the metrics; the model stays.</summary>
    public void Dispose()
    {
        _metrics?.Dispose();
        _lock?.Dispose();
        _validator?.Dispose();
        Average?.Dispose();
        _runner?.Dispose();
        _prefetched?.Dispose();
        _frozen?.Dispose();
        if (_ownsTask)
            _task.Dispose();
    }
}
