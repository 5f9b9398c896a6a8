using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training.Plotting;

/// <summary>Draws the loss of one or more runs as an SVG picture. Knows nothing of torch.</summary>
public static class LossPlot
{
    private const int Width = 960, Height = 540;
    private static readonly Frame _frame = new(Left: 80, Top: 64, Right: 892, Bottom: 474);

    /// <summary>Reads runs and writes the picture, atomically.</summary>
    /// <param name="path">The SVG file to write.</param>
    /// <param name="runs">Run folders, or metrics.jsonl files.</param>
    /// <exception cref="ArgumentException">No run was given.</exception>
    /// <exception cref="InvalidDataException">A run has nothing to draw.</exception>
    public static void Write(string path, params IReadOnlyList<string> runs) =>
        AtomicFile.WriteText(path, Render(PlottedRun.ReadAll(runs)));

    /// <summary>The picture as SVG text.</summary>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static string Render(IReadOnlyList<PlottedRun> runs, PlotOptions? options = null)
    {
        RunPlot.Require(runs, options);
        options ??= new PlotOptions();
        var title = options.Title ?? $"Loss of {RunPlot.Names(runs)}";
        var canvas = new SvgCanvas(Width, Height);
        canvas.Style(PlotStyle.Css);
        canvas.Rectangle(0, 0, Width, Height, "class=\"back\"");
        canvas.Text(_frame.Left, 38, title, "class=\"title\"");
        var chart = Chart.OfLoss(runs, options, _frame);
        chart.Draw(canvas);
        chart.DrawLegend(canvas);
        return canvas.Finish(title);
    }
}
