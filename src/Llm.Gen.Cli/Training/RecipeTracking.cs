using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Training;

/// <summary>Who hears of a run beside its folder.</summary>
internal sealed record RecipeTracking
{
    private const int BestTokens = 40;                      // that samples are drawn from

    /// <summary>A folder for TensorBoard's event files.</summary>
    public string? Tensorboard { get; init; }

    /// <summary>The address of an MLflow tracking server.</summary>
    public string? Mlflow { get; init; }

    /// <summary>The experiment on that server.</summary>
    public string? Experiment { get; init; }

    /// <summary>What the model writes while it learns.</summary>
    public RecipeSamples? Samples { get; init; }

    /// <summary>Whether the machine's peak is measured first, for model FLOPs utilization.</summary>
    public bool MeasurePeak { get; init; }

    /// <summary>What is wrong with it: one message each, in the words of a recipe.</summary>
    public IEnumerable<string> Errors()
    {
        if (Tensorboard is { } folder && (folder.Length == 0 || File.Exists(folder)))
            yield return $"tracking.tensorboard is \"{folder}\", expected the name of a folder";
        if (Mlflow is { } url && new MlflowOptions { Url = url }.Errors().Count > 0)
            yield return $"tracking.mlflow is \"{url}\", expected an address that begins with http:// or https://";
        if (Experiment is not null && Mlflow is null)
            yield return "tracking.experiment is for tracking.mlflow, which is missing; add that, or leave it out";
        if (Experiment is { } experiment && string.IsNullOrWhiteSpace(experiment))
            yield return "tracking.experiment is empty, expected a name";
        if (Samples is null)
            yield break;
        if (Samples.Prompts.Count == 0 || Samples.Prompts.Any(string.IsNullOrEmpty))
            yield return "tracking.samples.prompts has an empty text or none, expected texts to continue";
        if (Samples.Every < 1)
            yield return $"tracking.samples.every is {Samples.Every}, expected at least 1";
        if (Samples.MaxNewTokens < 1)
            yield return $"tracking.samples.max_new_tokens is {Samples.MaxNewTokens}, expected at least 1";
        if (!(Samples.Temperature >= 0 && double.IsFinite(Samples.Temperature)))
            yield return $"tracking.samples.temperature is {Samples.Temperature}, expected a number from 0";
    }

    /// <summary>The callbacks of a run.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="run">The run folder, which keeps samples and the id on the server.</param>
    public IReadOnlyList<ITrainingCallback> Callbacks(Tokenizer tokenizer, string run)
    {
        var callbacks = new List<ITrainingCallback>();
        if (Tensorboard is not null)
            callbacks.Add(new TensorBoardCallback(Tensorboard));
        if (Mlflow is not null)
        {
            var options = new MlflowOptions { Url = Mlflow, RunName = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run))), IdFile = Path.Combine(run, "mlflow-run") };
            callbacks.Add(new MlflowCallback(Experiment is null ? options : options with { Experiment = Experiment }));
        }
        if (Samples is not null)
        {
            var generation = new GenerationOptions { MaxNewTokens = Samples.MaxNewTokens, Temperature = Samples.Temperature, TopK = Samples.Temperature > 0 ? BestTokens : 0, Seed = 1, StopTokens = [] };
            callbacks.Add(new SampleCallback(tokenizer, new() { Prompts = Samples.Prompts, Every = Samples.Every, Generation = generation }, Path.Combine(run, SampleCallback.FileName)));
        }
        return callbacks;
    }

    /// <summary>The options with the machine's peak, where it is wanted and not given.</summary>
    public TrainingOptions Measured(TrainingOptions options, ICausalModel model) =>
        MeasurePeak && options.PeakFlops is null ? options with { PeakFlops = MachinePeak.Measure(model.Placement) } : options;
}
