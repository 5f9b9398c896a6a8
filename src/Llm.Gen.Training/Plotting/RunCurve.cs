namespace Llm.Gen.Training.Plotting;

/// <summary>What a plot shows of one run.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Train">Steps and training losses.</param>
/// <param name="Validation">Steps and validation losses; may be empty.</param>
public sealed record RunCurve(string Name, IReadOnlyList<CurvePoint> Train, IReadOnlyList<CurvePoint> Validation)
{
    /// <summary>Reads a run folder, or its metrics.jsonl itself.</summary>
    /// <exception cref="FileNotFoundException">There are no metrics.</exception>
    /// <exception cref="InvalidDataException">The metrics are damaged, or there is not one finite loss in them.</exception>
    public static RunCurve Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, MetricsFile.Name) : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"{path}: there is no {MetricsFile.Name}; expected the folder of a training run.", file);

        var metrics = MetricsFile.Read(file);
        var curve = new RunCurve(
            Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!,
            Points(metrics, m => m.Loss),
            Points(metrics, m => m.ValidationLoss));
        return curve.Train.Count + curve.Validation.Count > 0
            ? curve
            : throw new InvalidDataException($"{file}: there is no loss to draw; expected at least one line with \"loss\" or \"validation_loss\". Let the run do a step first.");
    }

    private static CurvePoint[] Points(IReadOnlyList<RunMetric> metrics, Func<RunMetric, double?> value) =>
        [.. metrics.Where(m => value(m) is { } v && double.IsFinite(v)).Select(m => new CurvePoint(m.Step, value(m)!.Value))];
}
