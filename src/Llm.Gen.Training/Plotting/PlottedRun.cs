namespace Llm.Gen.Training.Plotting;

/// <summary>A run as plots take it.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Metrics">What it wrote down.</param>
public sealed record PlottedRun(string Name, IReadOnlyList<RunMetric> Metrics)
{
    /// <summary>
    /// Bytes of text that one token stands for in the mean. Where every run says it, losses are drawn in bits per byte of text, so that characters and subwords compare. Default: null.
    /// </summary>
    public double? BytesPerToken { get; init; }

    /// <summary>Reads a run folder, or its metrics.jsonl itself.</summary>
    /// <exception cref="FileNotFoundException">There are no metrics.</exception>
    /// <exception cref="InvalidDataException">The metrics are damaged, or there is not one finite loss in them.</exception>
    public static PlottedRun Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, MetricsFile.Name) : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"{path}: there is no {MetricsFile.Name}; expected the folder of a training run.", file);

        var metrics = MetricsFile.Read(file);
        return metrics.Any(m => IsFinite(m.Loss) || IsFinite(m.ValidationLoss))
            ? new PlottedRun(NameOf(Path.GetDirectoryName(Path.GetFullPath(file))!), metrics)
            : throw new InvalidDataException($"{file}: there is no loss to draw; expected at least one line with \"loss\" or \"validation_loss\". Let the run do a step first.");
    }

    /// <summary>Runs whose names differ: folders of one name (<c>a/run</c>, <c>b/run</c>) take the folders above into theirs.</summary>
    /// <exception cref="FileNotFoundException">A run has no metrics.</exception>
    /// <exception cref="InvalidDataException">A run has nothing to draw.</exception>
    public static IReadOnlyList<PlottedRun> ReadAll(IReadOnlyList<string> paths)
    {
        var runs = paths.Select(Read).ToArray();
        if (runs.Select(run => run.Name).Distinct().Count() == runs.Length)
            return runs;
        return [.. runs.Select((run, i) => run with { Name = Path.TrimEndingDirectorySeparator(Directory.Exists(paths[i]) ? paths[i] : Path.GetDirectoryName(paths[i])!) })];
    }

    private static string NameOf(string folder) => Path.GetFileName(folder);

    private static bool IsFinite(double? value) => value is { } v && double.IsFinite(v);
}
