using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Training;

/// <summary>
/// Tells a run to an MLflow tracking server over its REST API: the options as parameters, every step and validation as metrics. A thread of its own does it, about once a second, so that the
/// training waits for no server. A server that fails or is away stops nothing: that is said once, what it was not told is kept and tried again, and what remains at the end is dropped.
/// </summary>
public sealed class MlflowCallback : ITrainingCallback
{
    private const int MostKept = 100_000, MostInBatch = 1_000, LongestParameter = 500;      // the last two are MLflow's limits
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly MlflowOptions _options;
    private readonly Lock _lock = new();
    private readonly Queue<MlflowMetric> _waiting = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ended = new();
    private TrainingStart? _start;
    private Task _telling = Task.CompletedTask;
    private string? _run;
    private string _status = "FAILED";                      // MLflow's word for how the run ended
    private long _dropped;

    /// <summary>Prepares it; the server is not asked before the run begins.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public MlflowCallback(MlflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException($"MLflow's options are wrong: {string.Join("; ", errors)}.", nameof(options));
        _options = options;
    }

    /// <summary>What went wrong first, or null.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public void OnStart(TrainingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _telling = Task.Run(TellAsync);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        Add(step.Step, StepMeasures.Of(_start!, step));
    }

    /// <inheritdoc/>
    public void OnValidation(TrainingValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        if (double.IsFinite(validation.Loss))
            Add(validation.Step, [(StepMeasures.ValidationLoss, validation.Loss)]);
    }

    /// <inheritdoc/>
    public void OnStop(Exception problem) => _status = problem is OperationCanceledException ? "KILLED" : "FAILED";

    /// <inheritdoc/>
    public void OnEnd(TrainingResult? result)
    {
        if (_start is null)
            return;
        _ended.CancelAfter(_options.Patience);
        _over.SetResult();
        _telling.Wait();
        using var client = new MlflowClient(_options.Url, _options.Patience);
        Task.Run(() => TryAsync(client, result is null ? _status : "FINISHED")).Wait();
        if (_waiting.Count + _dropped > 0)
            _start.Say($"MLflow at {_options.Url} was not told {_waiting.Count + _dropped:N0} values.");
    }

    private void Add(long step, IEnumerable<(string Name, double Value)> measures)
    {
        var time = MlflowClient.Now();
        lock (_lock)
        {
            foreach (var (name, value) in measures)
                _waiting.Enqueue(new(name, value, time, step));
            for (; _waiting.Count > MostKept; _dropped++)
                _waiting.Dequeue();
        }
    }

    private async Task TellAsync()
    {
        using var client = new MlflowClient(_options.Url, _options.Patience);
        do
            await TryAsync(client, status: null).ConfigureAwait(false);
        while (await Task.WhenAny(_over.Task, Task.Delay(_pause)).ConfigureAwait(false) != _over.Task);
    }

    /// <summary>Tells what waits; the status too, at the end.</summary>
    private async Task TryAsync(MlflowClient client, string? status)
    {
        var cancellation = _ended.Token;
        try
        {
            _run ??= await BeginAsync(client, cancellation).ConfigureAwait(false);
            while (Next() is { Length: > 0 } batch)
            {
                await client.LogBatchAsync(_run, batch, cancellation).ConfigureAwait(false);
                Told(batch.Length);
            }
            if (status is not null)
                await client.UpdateAsync(_run, status, cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            Warn(problem is OperationCanceledException ? "it did not answer in time" : problem.Message);
        }
    }

    private MlflowMetric[] Next()
    {
        lock (_lock)
            return [.. _waiting.Take(MostInBatch)];
    }

    private void Told(int count)
    {
        lock (_lock)
        {
            for (var i = 0; i < count && _waiting.Count > 0; i++)
                _waiting.Dequeue();
        }
    }

    private async Task<string> BeginAsync(MlflowClient client, CancellationToken cancellation)
    {
        if (_start!.Step > 0 && _options.IdFile is { } file && File.Exists(file))
        {
            var known = (await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false)).Trim();
            await client.UpdateAsync(known, "RUNNING", cancellation, hasEnded: false).ConfigureAwait(false);
            return known;
        }
        var experiment = await client.FindExperimentAsync(_options.Experiment, cancellation).ConfigureAwait(false);
        var run = await client.CreateRunAsync(experiment, _options.RunName, cancellation).ConfigureAwait(false);
        if (_options.IdFile is { } path)
            await File.WriteAllTextAsync(path, run + "\n", cancellation).ConfigureAwait(false);
        foreach (var (key, value) in Parameters())
            await client.LogParameterAsync(run, key, value, cancellation).ConfigureAwait(false);
        return run;
    }

    private IEnumerable<(string Key, string Value)> Parameters()
    {
        var facts = _start!.Model.Facts;
        (string, string)[] model = [("model", facts.Name), ("parameters", FormattableString.Invariant($"{facts.ParameterCount}")), ("tokens_per_step", FormattableString.Invariant($"{_start.TokensPerStep}"))];
        return model.Concat(Flat("", TrainingOptionsJson.Write(_start.Options)));
    }

    private static IEnumerable<(string Key, string Value)> Flat(string prefix, JsonObject json)
    {
        foreach (var (key, value) in json)
        {
            if (value is JsonObject inner)
            {
                foreach (var row in Flat($"{prefix}{key}.", inner))
                    yield return row;
            }
            else if (value is not null)
            {
                var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
                yield return (prefix + key, text.Length <= LongestParameter ? text : text[..LongestParameter]);
            }
        }
    }

    private void Warn(string problem)
    {
        if (Problem is not null)
            return;
        Problem = problem;
        _start!.Say($"MLflow at {_options.Url} failed: {problem}. The training goes on; what it was not told is tried again.");
    }
}
