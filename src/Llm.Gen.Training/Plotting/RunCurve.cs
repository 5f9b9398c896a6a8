namespace Llm.Gen.Training.Plotting;

/// <summary>One quantity of one run.</summary>
/// <param name="Run">Which run, from 0: it decides the colour.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Points">Every step.</param>
/// <param name="HeldOut">What was measured on held-out tokens; may be empty.</param>
internal sealed record RunCurve(int Run, string Name, IReadOnlyList<CurvePoint> Points, IReadOnlyList<CurvePoint> HeldOut)
{
    /// <summary>Where the run warned of something, and of what.</summary>
    internal IReadOnlyList<(double X, string Text)> Warnings { get; private init; } = [];

    internal bool IsEmpty => Points.Count + HeldOut.Count == 0;

    internal IEnumerable<CurvePoint> All => Points.Concat(HeldOut);

    /// <summary>The last value, the held-out one where there is one.</summary>
    internal double Last => (HeldOut.Count > 0 ? HeldOut : Points)[^1].Y;

    /// <summary>The loss, with what the run warned of.</summary>
    internal static RunCurve OfLoss(int index, PlottedRun run, bool isByBytes, PlotAxis axis)
    {
        var place = PlaceOn(run, axis);
        return Of(index, run, PlotQuantity.Loss(isByBytes ? run.BytesPerToken : null), axis) with
        {
            Warnings = [.. from metric in run.Metrics where metric.Warning is not null let x = place(metric) where x is not null select (x.Value, metric.Warning)],
        };
    }

    internal static RunCurve Of(int index, PlottedRun run, PlotQuantity quantity, PlotAxis axis)
    {
        var place = PlaceOn(run, axis);
        return new RunCurve(index, run.Name, Points(quantity.Of), quantity.HeldOut is { } heldOut ? Points(heldOut) : []);

        CurvePoint[] Points(Func<RunMetric, double?> value) =>
            [.. from metric in run.Metrics
                let y = value(metric)
                let x = place(metric)
                where y is not null && x is not null && double.IsFinite(y.Value)
                select new CurvePoint(x.Value, y.Value)];
    }

    // Lines of a validation or a warning alone say their step; tokens and seconds stand on the line of the step.
    private static Func<RunMetric, double?> PlaceOn(PlottedRun run, PlotAxis axis)
    {
        var steps = run.Metrics.Where(m => m.Seconds is not null || m.Tokens is not null).ToLookup(m => m.Step);
        return metric => axis switch
        {
            PlotAxis.Steps => metric.Step,
            _ when metric.Step == 0 => 0,
            PlotAxis.Tokens => metric.Tokens ?? steps[metric.Step].FirstOrDefault()?.Tokens,
            _ => metric.Seconds ?? steps[metric.Step].FirstOrDefault()?.Seconds,
        };
    }
}
