namespace Llm.Gen.Training;

/// <summary>Shows how far a run is.</summary>
internal abstract class ProgressCallback : ITrainingCallback
{
    private const double LongestLeft = 100 * 365.25 * 86_400;       // seconds; a rest of more is shown as this

    private double _rate;
    private double? _validation;

    /// <summary>The display that was asked for.</summary>
    internal static ProgressCallback? For(ProgressDisplay display) => display switch
    {
        ProgressDisplay.Silent => null,
        ProgressDisplay.Automatic when !Console.IsErrorRedirected => new ProgressBar(),
        _ => new ProgressLines(Console.Error),
    };

    /// <summary>Last of the run.</summary>
    protected long Steps { get; private set; }

    public virtual void OnStart(TrainingStart start) => Steps = start.Options.Steps;

    public void OnStep(TrainingStep step)
    {
        _rate = _rate == 0 ? step.TokensPerSecond : (0.95 * _rate) + (0.05 * step.TokensPerSecond);
        Show(step, _rate, _validation);
    }

    public void OnValidation(TrainingValidation validation) => _validation = validation.Loss;

    public void OnWarning(TrainingWarning warning) => Say(warning.Message);

    public abstract void OnEnd(TrainingResult? result);

    /// <summary>Shows a step, the smoothed rate in tokens a second, and the newest validation loss.</summary>
    protected abstract void Show(TrainingStep step, double rate, double? validation);

    /// <summary>Wraps the run, for displays that own the terminal while it lasts.</summary>
    internal virtual void Around(Action run) => run();

    /// <summary>Shows a line beside the progress.</summary>
    internal abstract void Say(string line);

    /// <summary>Time that the rest takes at the present rate.</summary>
    protected TimeSpan Left(TrainingStep step, double rate) =>
        TimeSpan.FromSeconds(Math.Min(LongestLeft, (Steps - step.Step) * ((double)step.Tokens / step.Step) / rate));

    protected static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $@"{(long)time.TotalHours}:{time:mm\:ss}" : time.ToString(@"m\:ss");
}
