using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Llm.Gen.Training;

/// <summary>One live line on a terminal: bar, loss, validation loss, tokens a second, time left.</summary>
internal sealed class ProgressBar : ProgressCallback
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private ProgressTask? _task;
    private string _status = "";

    internal override void Around(Action run) => _console.Progress()
        .AutoClear(false)
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new StatusColumn(this))
        .Start(context =>
        {
            _task = context.AddTask("training");
            run();
        });

    public override void OnStart(TrainingStart start)
    {
        base.OnStart(start);
        if (_task is null)
            return;
        _task.MaxValue = start.Options.Steps;
        _task.Value = start.Step;
    }

    protected override void Show(TrainingStep step, double rate, double? validation)
    {
        var held = validation is { } loss ? string.Create(CultureInfo.InvariantCulture, $"validation {loss:0.000}  ") : "";
        _status = string.Create(CultureInfo.InvariantCulture, $"loss {step.Loss:0.000}  {held}{rate:N0} tokens/s  {Clock(Left(step, rate))} left");
        if (_task is not null)
            _task.Value = step.Step;
    }

    internal override void Say(string line) => _console.WriteLine(line);

    public override void OnEnd(TrainingResult? result) => _task?.StopTask();

    private sealed class StatusColumn(ProgressBar bar) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(bar._status);
    }
}
