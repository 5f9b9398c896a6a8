using System.Globalization;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training.Plotting;

/// <summary>Draws the loss of one or more runs over their steps as an SVG picture. Knows nothing of torch.</summary>
public static class LossPlot
{
    private const int Width = 960, Height = 540;
    private const double Left = 76, Right = 876, Top = 64, Bottom = 474;
    private static readonly string[] _colors = ["#2563eb", "#ea580c", "#16a34a", "#9333ea", "#dc2626", "#0891b2", "#ca8a04", "#475569"];

    private const string Css = """
        text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #334155; font-size: 13px }
        .title { font-size: 19px; font-weight: 600; fill: #0f172a }
        .tick { fill: #64748b; font-size: 12px }
        .end { font-size: 12px; font-weight: 600 }
        .raw { fill: none; stroke-width: 1; stroke-opacity: 0.28 }
        .train { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round }
        .validation { fill: none; stroke-width: 1.75; stroke-dasharray: 6 4; stroke-linejoin: round }
        """;

    /// <summary>Reads runs and writes the picture, atomically.</summary>
    /// <param name="path">The SVG file to write.</param>
    /// <param name="runs">Run folders, or metrics.jsonl files.</param>
    /// <exception cref="ArgumentException">No run was given.</exception>
    /// <exception cref="InvalidDataException">A run has nothing to draw.</exception>
    public static void Write(string path, params IReadOnlyList<string> runs) =>
        AtomicFile.WriteText(path, Render([.. runs.Select(RunCurve.Read)]));

    /// <summary>The picture as SVG text.</summary>
    public static string Render(IReadOnlyList<RunCurve> runs)
    {
        if (runs.Count == 0)
            throw new ArgumentException("There is no run to draw; name at least one run folder.", nameof(runs));

        var points = runs.SelectMany(r => r.Train.Concat(r.Validation)).ToArray();
        var steps = new AxisScale(0, points.Max(p => p.Step), 8, endsAtLast: true);
        var losses = new AxisScale(points.Min(p => p.Loss), points.Max(p => p.Loss), 6);
        var title = runs.Count == 1 ? $"Loss of {runs[0].Name}" : $"Loss of {runs.Count} runs";

        var canvas = new SvgCanvas(Width, Height);
        canvas.Style(Css);
        canvas.Rectangle(0, 0, Width, Height, "fill=\"#ffffff\"");
        canvas.Text(Left, 38, title, "class=\"title\"");
        DrawAxes(canvas, steps, losses);
        for (var i = 0; i < runs.Count; i++)
            DrawRun(canvas, runs[i], _colors[i % _colors.Length], steps, losses);
        DrawEnds(canvas, runs, losses);
        DrawLegend(canvas, runs);
        return canvas.Finish(title);
    }

    private static double X(AxisScale steps, double step) => Left + (steps.Part(step) * (Right - Left));

    private static double Y(AxisScale losses, double loss) => Bottom - (losses.Part(loss) * (Bottom - Top));

    private static void DrawAxes(SvgCanvas canvas, AxisScale steps, AxisScale losses)
    {
        foreach (var tick in losses.Ticks)
        {
            canvas.Line(Left, Y(losses, tick), Right, Y(losses, tick), "stroke=\"#e2e8f0\"");
            canvas.Text(Left - 10, Y(losses, tick) + 4, losses.Label(tick), "class=\"tick\" text-anchor=\"end\"");
        }
        foreach (var tick in steps.Ticks)
        {
            canvas.Line(X(steps, tick), Bottom, X(steps, tick), Bottom + 5, "stroke=\"#94a3b8\"");
            canvas.Text(X(steps, tick), Bottom + 21, steps.Label(tick), "class=\"tick\" text-anchor=\"middle\"");
        }
        canvas.Line(Left, Bottom, Right, Bottom, "stroke=\"#94a3b8\"");
        canvas.Text((Left + Right) / 2, Bottom + 46, "optimizer steps", "text-anchor=\"middle\"");
        canvas.Text(0, 0, "loss (nats per token)", string.Create(CultureInfo.InvariantCulture, $"transform=\"translate(22 {(Top + Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\""));
    }

    private static void DrawRun(SvgCanvas canvas, RunCurve run, string color, AxisScale steps, AxisScale losses)
    {
        IEnumerable<(double, double)> Place(IEnumerable<CurvePoint> points) => points.Select(p => (X(steps, p.Step), Y(losses, p.Loss)));

        var train = Smoothing.Thin(run.Train, 1_200);
        if (train.Count > 1)
        {
            canvas.Path(Place(train), $"class=\"raw\" stroke=\"{color}\"");
            canvas.Path(Place(Smoothing.Mean(train, Math.Min(15, train.Count / 30))), $"class=\"train\" stroke=\"{color}\"");
        }
        if (run.Validation.Count > 1)
            canvas.Path(Place(run.Validation), $"class=\"validation\" stroke=\"{color}\"");
        foreach (var (x, y) in Place(run.Validation.Count <= 60 ? run.Validation : [run.Validation[^1]]))
            canvas.Circle(x, y, 3.5, $"fill=\"#ffffff\" stroke=\"{color}\" stroke-width=\"1.75\"");
    }

    /// <summary>The last loss of each run beside its end, moved apart where they would overlap.</summary>
    private static void DrawEnds(SvgCanvas canvas, IReadOnlyList<RunCurve> runs, AxisScale losses)
    {
        var lowest = double.NegativeInfinity;
        foreach (var (loss, color) in runs
            .Select((r, i) => ((r.Validation.Count > 0 ? r.Validation : r.Train)[^1].Loss, _colors[i % _colors.Length]))
            .OrderByDescending(e => e.Loss))
        {
            lowest = Math.Max(lowest + 15, Y(losses, loss) + 4);
            canvas.Text(Right + 12, lowest, loss.ToString("0.000", CultureInfo.InvariantCulture), $"class=\"end\" style=\"fill:{color}\"");
        }
    }

    /// <summary>In the upper right corner, which a falling loss leaves empty.</summary>
    private static void DrawLegend(SvgCanvas canvas, IReadOnlyList<RunCurve> runs)
    {
        var entries = runs.SelectMany(Entries).ToArray();
        var width = 64 + (entries.Max(e => e.Text.Length) * 7.0);
        canvas.Rectangle(Right - width, Top + 6, width, (entries.Length * 21) + 12, "rx=\"6\" fill=\"#ffffff\" fill-opacity=\"0.9\" stroke=\"#e2e8f0\"");
        for (var i = 0; i < entries.Length; i++)
        {
            var (x, y) = (Right - width + 12, Top + 22.5 + (i * 21));
            canvas.Path([(x, y), (x + 28, y)], $"class=\"{entries[i].Line}\" stroke=\"{entries[i].Color}\"");
            if (entries[i].Line == "validation")
                canvas.Circle(x + 14, y, 3.5, $"fill=\"#ffffff\" stroke=\"{entries[i].Color}\" stroke-width=\"1.75\"");
            canvas.Text(x + 38, y + 4.5, entries[i].Text, "");
        }

        IEnumerable<(string Text, string Line, string Color)> Entries(RunCurve run, int index)
        {
            var (color, prefix) = (_colors[index % _colors.Length], runs.Count == 1 ? "" : $"{run.Name} \u00B7 ");
            if (run.Train.Count > 0)
                yield return (prefix + "training", "train", color);
            if (run.Validation.Count > 0)
                yield return (prefix + "validation", "validation", color);
        }
    }
}
