using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training.Plotting;

/// <summary>
/// Draws all that runs wrote down, one over the other: loss, learning rate, gradient norm, speed, memory, and how much of the machine they used. As one SVG picture or as a page that needs
/// nothing but itself. Knows nothing of torch.
/// </summary>
public static class RunPlot
{
    private const int Width = 960, LossHeight = 470, RowHeight = 270, Column = 480;

    /// <summary>Writes what the name asks for, atomically: a page where it ends in .html, else a picture.</summary>
    /// <exception cref="ArgumentException">There is no run, or the options are wrong.</exception>
    public static void Write(string path, IReadOnlyList<PlottedRun> runs, PlotOptions? options = null) =>
        AtomicFile.WriteText(path, path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? Page(runs, options) : Svg(runs, options));

    /// <summary>One picture: the loss, and below it everything else that the runs know.</summary>
    /// <exception cref="ArgumentException">There is no run, or the options are wrong.</exception>
    public static string Svg(IReadOnlyList<PlottedRun> runs, PlotOptions? options = null)
    {
        Require(runs, options);
        options ??= new PlotOptions();
        var others = PlotQuantity.Others.Where(quantity => runs.SelectMany(run => run.Metrics).Any(m => quantity.Of(m) is not null)).ToArray();
        var height = LossHeight + ((others.Length + 1) / 2 * RowHeight);
        var canvas = new SvgCanvas(Width, height);
        canvas.Style(PlotStyle.Css);
        canvas.Rectangle(0, 0, Width, height, "class=\"back\"");
        var title = options.Title ?? Titled(runs);
        canvas.Text(80, 38, title, "class=\"title\"");
        var loss = Chart.OfLoss(runs, options, new Frame(80, 64, 892, LossHeight - 66));
        loss.Draw(canvas);
        loss.DrawLegend(canvas);
        for (var i = 0; i < others.Length; i++)
        {
            var (left, top) = (i % 2 * Column, LossHeight + (i / 2 * RowHeight));
            var chart = Chart.Of(others[i], runs, options, new Frame(left + 80, top + 30, left + Column - 64, top + RowHeight - 60))!;
            canvas.Text(left + 80, top + 14, chart.Title, "class=\"heading\"");
            chart.Draw(canvas);
        }
        return canvas.Finish(title);
    }

    /// <summary>An HTML page: a table of the runs, in which each can be hidden, and a chart of each quantity, whose values a pointer is told. It loads nothing and runs no script.</summary>
    /// <exception cref="ArgumentException">There is no run, or the options are wrong.</exception>
    public static string Page(IReadOnlyList<PlottedRun> runs, PlotOptions? options = null)
    {
        Require(runs, options);
        options ??= new PlotOptions();
        return new RunPage(options.Title ?? Titled(runs), runs, options).ToHtml();
    }

    internal static void Require(IReadOnlyList<PlottedRun> runs, PlotOptions? options)
    {
        if (runs.Count == 0)
            throw new ArgumentException("There is no run to draw; name at least one run folder.", nameof(runs));
        options?.Require();
    }

    internal static string Names(IReadOnlyList<PlottedRun> runs) => runs.Count == 1 ? runs[0].Name : $"{runs.Count} runs";

    private static string Titled(IReadOnlyList<PlottedRun> runs) => runs.Count == 1 ? $"Run {runs[0].Name}" : Names(runs);
}
