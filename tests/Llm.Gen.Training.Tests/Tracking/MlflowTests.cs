namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class MlflowTests : IDisposable
{
    private readonly TrackedRun _run = new();
    private readonly MlflowServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _run.Dispose();
    }

    [Fact]
    public void A_run_is_created_told_and_finished()
    {
        var heard = new Recorder();

        _run.Train(steps: 6, Callback(new() { Url = _server.Url, Experiment = "known", RunName = "first" }), heard);

        var created = Assert.Single(_server.Of("runs/create"));
        Assert.Equal(("17", "first"), ((string)created["experiment_id"]!, (string)created["run_name"]!));
        var parameters = _server.Of("runs/log-parameter").ToDictionary(p => (string)p["key"]!, p => (string)p["value"]!);
        Assert.Equal(("Tiny", "0.01", "6", "adamw"), (parameters["model"], parameters["learning_rate"], parameters["steps"], parameters["optimizer.name"]));
        Assert.Equal(heard.Steps.Select(s => (s.Step, s.Loss)), _server.Metrics.Where(m => m.Key == "loss").Select(m => (m.Step, m.Value)));
        Assert.Equal(heard.Validations.Select(v => (v.Step, v.Loss)), _server.Metrics.Where(m => m.Key == "validation_loss").Select(m => (m.Step, m.Value)));
        var ended = Assert.Single(_server.Of("runs/update"));
        Assert.Equal(("abc", "FINISHED"), ((string)ended["run_id"]!, (string)ended["status"]!));
        Assert.True((long)ended["end_time"]! >= (long)created["start_time"]!);
    }

    [Fact]
    public void An_experiment_that_is_not_there_is_created()
    {
        _run.Train(steps: 1, Callback(new() { Url = _server.Url + "/", Experiment = "a new one" }));

        Assert.Equal("a new one", (string)Assert.Single(_server.Of("experiments/create"))["name"]!);
        Assert.Equal("18", (string)Assert.Single(_server.Of("runs/create"))["experiment_id"]!);
    }

    [Fact]
    public void What_a_failing_server_did_not_take_is_told_later()
    {
        _server.Failures["runs/create"] = 1;
        _server.Failures["runs/log-batch"] = 1;
        var (heard, callback) = (new Recorder { AfterStep = _ => Thread.Sleep(400) }, Callback(new() { Url = _server.Url, Experiment = "known" }));

        var result = _run.Train(steps: 9, callback, heard);

        Assert.Equal(9, result.Steps);
        Assert.Contains("runs/create was answered with 500", callback.Problem);
        Assert.Equal(heard.Steps.Select(s => s.Loss), _server.Metrics.Where(m => m.Key == "loss").Select(m => m.Value));
    }

    [Fact]
    public void A_server_that_is_away_stops_nothing_and_is_complained_of_once()
    {
        var (said, callback) = (new List<string>(), Callback(new() { Url = "http://127.0.0.1:9", Patience = TimeSpan.FromSeconds(2) }));
        using var model = Tiny.Create();
        callback.OnStart(new TrainingStart(model, new TrainingOptions { Steps = 5 }, 0, 10) { Say = said.Add });

        for (var step = 1; step <= 5; step++)
            callback.OnStep(new TrainingStep(step, 1, 1, 1, step, step, 1));
        callback.OnEnd(new TrainingResult(5, 1, null, 1, 1, null));

        Assert.Single(said, line => line.Contains("MLflow at http://127.0.0.1:9 failed: "));
        Assert.Contains("was not told 25 values", said[^1]);
        Assert.Equal(2, said.Count);
    }

    [Fact]
    public void A_run_that_failed_says_so()
    {
        Assert.ThrowsAny<Exception>(() => _run.Train(steps: 3, Callback(new() { Url = _server.Url }), new Recorder { AfterStep = _ => throw new InvalidOperationException("broken") }));

        Assert.Equal("FAILED", (string)_server.Of("runs/update").Last()["status"]!);
    }

    [Fact]
    public void A_run_that_was_cancelled_says_so_and_runs_on_when_it_is_resumed()
    {
        using var cancelled = new CancellationTokenSource();
        var options = new MlflowOptions { Url = _server.Url, IdFile = _run.Folder.File("mlflow") };
        var heard = new Recorder { AfterStep = _ => cancelled.Cancel() };
        Assert.Throws<OperationCanceledException>(() => _run.Train(steps: 3, cancelled.Token, Callback(options), heard));

        _run.Train(steps: 3, resumes: true, Callback(options));

        Assert.Equal(["KILLED", "RUNNING", "FINISHED"], _server.Of("runs/update").Select(u => (string)u["status"]!));
        Assert.Equal(["stop OperationCanceledException", "end "], heard.Order.TakeLast(2));
    }

    [Fact]
    public void A_resumed_run_goes_on_in_the_same_one()
    {
        var options = new MlflowOptions { Url = _server.Url, IdFile = _run.Folder.File("mlflow") };
        _run.Train(steps: 3, Callback(options));

        _run.Train(steps: 3, resumes: true, Callback(options));

        Assert.Single(_server.Of("runs/create"));
        Assert.Equal(["FINISHED", "RUNNING", "FINISHED"], _server.Of("runs/update").Select(u => (string)u["status"]!));
    }

    [Fact]
    public void Wrong_options_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Callback(new() { Url = "localhost", Experiment = " ", Patience = TimeSpan.Zero }));

        foreach (var named in new[] { "Url is \"localhost\"", "Experiment is empty", "Patience is 00:00:00" })
            Assert.Contains(named, error.Message);
    }

    private static MlflowCallback Callback(MlflowOptions options) => new(options);
}
