using System.Globalization;

namespace Llm.Gen.Training.Plotting;

/// <summary>One quantity of all runs, drawn into a frame: axes, raw values, their running mean, what was held out, the last values.</summary>
internal sealed class Chart
{
    private const int MostPoints = 1_200, MostMarks = 60, MostHovers = 80, LongestReach = 15, PointsForReach = 30;

    private readonly PlotQuantity _quantity;
    private readonly PlotOptions _options;
    private readonly IReadOnlyList<RunCurve> _curves;
    private readonly Frame _frame;
    private readonly IAxisScale _across, _up;

    private Chart(PlotQuantity quantity, IReadOnlyList<RunCurve> curves, PlotOptions options, Frame frame)
    {
        const double PixelsPerTick = 95, PixelsPerRow = 65;
        (_quantity, _curves, _options, _frame) = (quantity, curves, options, frame);
        var points = curves.SelectMany(c => c.All).ToArray();
        _across = new AxisScale(0, points.Max(p => p.X), (int)(frame.Width / PixelsPerTick), endsAtLast: true);
        _up = IAxisScale.For([.. points.Select(p => p.Y)], Math.Max(3, (int)(frame.Height / PixelsPerRow)), quantity.IsFromZero);
    }

    /// <summary>The chart, or null where no run says anything of the quantity.</summary>
    internal static Chart? Of(PlotQuantity quantity, IReadOnlyList<PlottedRun> runs, PlotOptions options, Frame frame) =>
        Of(quantity, options, frame, [.. runs.Select((run, i) => RunCurve.Of(i, run, quantity, options.Axis)).Where(c => !c.IsEmpty)]);

    /// <summary>The chart of the losses of runs.</summary>
    internal static Chart OfLoss(IReadOnlyList<PlottedRun> runs, PlotOptions options, Frame frame)
    {
        var isByBytes = runs.All(run => run.BytesPerToken is not null);
        return Of(PlotQuantity.Loss(isByBytes ? 1 : null), options, frame, [.. runs.Select((run, i) => RunCurve.OfLoss(i, run, isByBytes, options.Axis))])!;
    }

    private static Chart? Of(PlotQuantity quantity, PlotOptions options, Frame frame, IReadOnlyList<RunCurve> curves) =>
        curves.Count == 0 ? null : new Chart(quantity, curves, options, frame);

    internal string Title => _quantity.Title;

    /// <summary>Draws it; with what a pointer is told where that is wanted.</summary>
    internal void Draw(SvgCanvas canvas, bool hasHovers = false)
    {
        DrawAxes(canvas);
        foreach (var curve in _curves)
        {
            canvas.Open($"class=\"{PlotStyle.Group(curve.Run)}\"");
            DrawCurve(canvas, curve);
            foreach (var (x, text) in curve.Warnings)
                canvas.Mark(X(x), _frame.Top, text);
            if (hasHovers)
                DrawHovers(canvas, curve);
            canvas.Close();
        }
        DrawEnds(canvas);
    }

    private string AxisName => _options.Axis switch { PlotAxis.Steps => "optimizer steps", PlotAxis.Tokens => "tokens read", _ => "seconds of training" };

    private double X(double x) => _frame.Left + (_across.Part(x) * _frame.Width);

    private double Y(double y) => _frame.Bottom - (_up.Part(y) * _frame.Height);

    private IEnumerable<(double, double)> Place(IEnumerable<CurvePoint> points) => points.Select(p => (X(p.X), Y(p.Y)));

    private void DrawAxes(SvgCanvas canvas)
    {
        foreach (var tick in _up.Ticks)
        {
            canvas.Line(_frame.Left, Y(tick), _frame.Right, Y(tick), "class=\"grid\"");
            canvas.Text(_frame.Left - 10, Y(tick) + 4, _up.Label(tick), "class=\"tick\" text-anchor=\"end\"");
        }
        foreach (var tick in _across.Ticks)
        {
            canvas.Line(X(tick), _frame.Bottom, X(tick), _frame.Bottom + 5, "class=\"axis\"");
            canvas.Text(X(tick), _frame.Bottom + 21, _across.Label(tick), "class=\"tick\" text-anchor=\"middle\"");
        }
        canvas.Line(_frame.Left, _frame.Bottom, _frame.Right, _frame.Bottom, "class=\"axis\"");
        canvas.Text((_frame.Left + _frame.Right) / 2, _frame.Bottom + 42, AxisName, "text-anchor=\"middle\"");
        var unit = _up is LogAxisScale ? $"{_quantity.Unit}, logarithmic" : _quantity.Unit;
        canvas.Text(0, 0, unit, string.Create(CultureInfo.InvariantCulture, $"transform=\"translate({_frame.Left - 58:0.##} {(_frame.Top + _frame.Bottom) / 2:0.##}) rotate(-90)\" text-anchor=\"middle\""));
    }

    private void DrawCurve(SvgCanvas canvas, RunCurve curve)
    {
        var points = Smoothing.Thin(curve.Points, MostPoints);
        var reach = _quantity.IsExact ? 0 : _options.Smoothing ?? Math.Min(LongestReach, points.Count / PointsForReach);
        if (points.Count > 1)
        {
            if (reach > 0)
                canvas.Path(Place(points), "class=\"raw\"");
            canvas.Path(Place(Smoothing.Mean(points, reach)), "class=\"train\"");
        }
        else if (points.Count == 1)
            Mark(points);
        if (curve.HeldOut.Count > 1)
            canvas.Path(Place(curve.HeldOut), "class=\"validation\"");
        Mark(curve.HeldOut.Count <= MostMarks ? curve.HeldOut : [curve.HeldOut[^1]]);

        void Mark(IEnumerable<CurvePoint> marked)
        {
            foreach (var (x, y) in Place(marked))
                canvas.Circle(x, y, 3.5, "class=\"point\"");
        }
    }

    private void DrawHovers(SvgCanvas canvas, RunCurve curve)
    {
        foreach (var (points, kind) in new[] { (curve.Points, ""), (curve.HeldOut, "validation ") })
        {
            foreach (var point in Smoothing.Thin(points, MostHovers))
                canvas.Hover(X(point.X), Y(point.Y), 6, string.Create(CultureInfo.InvariantCulture, $"{curve.Name}: {kind}{_quantity.Title.ToLowerInvariant()} {point.Y:G5} {_quantity.Unit} at {point.X:N0} {AxisName}"));
        }
    }

    /// <summary>The last value of each run beside its end, moved apart where they would overlap.</summary>
    private void DrawEnds(SvgCanvas canvas)
    {
        var lowest = double.NegativeInfinity;
        foreach (var curve in _curves.OrderByDescending(c => c.Last))
        {
            lowest = Math.Max(lowest + 15, Y(curve.Last) + 4);
            canvas.Open($"class=\"{PlotStyle.Group(curve.Run)}\"");
            canvas.Text(_frame.Right + 8, lowest, Short(curve.Last), "class=\"end\"");
            canvas.Close();
        }
    }

    private static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.01 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0e-0", CultureInfo.InvariantCulture),
    };

    /// <summary>In the upper right corner, which a falling loss leaves empty.</summary>
    internal void DrawLegend(SvgCanvas canvas)
    {
        var entries = _curves.SelectMany(Entries).ToArray();
        var width = 64 + (entries.Max(e => e.Text.Length) * 7.0);
        canvas.Rectangle(_frame.Right - width, _frame.Top + 6, width, (entries.Length * 21) + 12, "rx=\"6\" class=\"box\"");
        for (var i = 0; i < entries.Length; i++)
        {
            var (x, y) = (_frame.Right - width + 12, _frame.Top + 22.5 + (i * 21));
            canvas.Open($"class=\"{PlotStyle.Group(entries[i].Run)}\"");
            canvas.Path([(x, y), (x + 28, y)], $"class=\"{entries[i].Line}\"");
            if (entries[i].Line == "validation")
                canvas.Circle(x + 14, y, 3.5, "class=\"point\"");
            canvas.Text(x + 38, y + 4.5, entries[i].Text, "");
            canvas.Close();
        }

        IEnumerable<(string Text, string Line, int Run)> Entries(RunCurve curve)
        {
            var prefix = _curves.Count == 1 ? "" : $"{curve.Name} \u00B7 ";
            if (curve.Points.Count > 0)
                yield return (prefix + "training", "train", curve.Run);
            if (curve.HeldOut.Count > 0)
                yield return (prefix + "validation", "validation", curve.Run);
        }
    }
}
