using System.Globalization;
using System.Text;

namespace Llm.Gen.Training.Plotting;

/// <summary>Runs as one HTML page.</summary>
internal sealed class RunPage(string title, IReadOnlyList<PlottedRun> runs, PlotOptions options)
{
    private const int Wide = 960, WideHeight = 460, Narrow = 560, NarrowHeight = 320;

    internal string ToHtml() => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{SvgCanvas.Escape(title)}}</title>
        <style>
        {{PlotStyle.Css}}
        {{PageCss}}
        {{string.Join('\n', runs.Select((_, i) => $"body:has(#show{i}:not(:checked)) svg .of{i} {{ display: none }}"))}}
        </style>
        </head>
        <body>
        <h1>{{SvgCanvas.Escape(title)}}</h1>
        {{Table()}}
        <div class="charts">
        {{Charts()}}</div>
        </body>
        </html>

        """;

    private const string PageCss = """
        body { margin: 24px auto; max-width: 1180px; padding: 0 16px; font: 15px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; background: #ffffff; color: #334155 }
        h1 { font-size: 22px; color: #0f172a } h2 { font-size: 16px; margin: 8px 0 0 }
        table { border-collapse: collapse; margin: 12px 0 } th, td { padding: 5px 12px; text-align: right; border-bottom: 1px solid #e2e8f0 } th:first-child, td:first-child { text-align: left }
        label { cursor: pointer } .swatch { display: inline-block; width: 22px; height: 4px; border-radius: 2px; background: currentColor; vertical-align: middle; margin: 0 8px }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr)); gap: 16px } .wide { grid-column: 1 / -1 } figure { margin: 0 } svg { width: 100%; height: auto }
        @media (prefers-color-scheme: dark) { body { background: #0f172a; color: #cbd5e1 } h1, h2 { color: #f1f5f9 } th, td { border-color: #334155 } }
        """;

    private string Table()
    {
        var rows = new StringBuilder("<table>\n<tr><th>run</th><th>steps</th><th>loss</th><th>validation</th><th>best validation</th><th>tokens/s</th><th>memory, MB</th><th>minutes</th></tr>\n");
        for (var i = 0; i < runs.Count; i++)
        {
            var metrics = runs[i].Metrics;
            string[] cells =
            [
                Number(metrics.Max(m => m.Step), "N0"),
                Number(metrics.LastOrDefault(m => m.Loss is not null)?.Loss, "0.0000"),
                Number(metrics.LastOrDefault(m => m.ValidationLoss is not null)?.ValidationLoss, "0.0000"),
                Number(metrics.Min(m => m.ValidationLoss), "0.0000"),
                Number(Median(metrics.Select(m => m.TokensPerSecond)), "N0"),
                Number(metrics.Max(m => m.Memory) / 1e6, "N0"),
                Number(metrics.Max(m => m.Seconds) / 60, "0.0"),
            ];
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td><label><input type=\"checkbox\" id=\"show{i}\" checked><span class=\"{PlotStyle.Run(i)}\"><span class=\"swatch\"></span></span>{SvgCanvas.Escape(runs[i].Name)}</label></td>");
            rows.AppendJoin("", cells.Select(cell => $"<td>{cell}</td>")).Append("</tr>\n");
        }
        return rows.Append("</table>").ToString();
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static double? Median(IEnumerable<double?> values) =>
        values.OfType<double>().Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : null;

    private string Charts()
    {
        var text = new StringBuilder();
        Append(Chart.OfLoss(runs, options, new Frame(80, 16, Wide - 68, WideHeight - 56)), "wide", Wide, WideHeight, hasLegend: true);
        foreach (var quantity in PlotQuantity.Others)
            Append(Chart.Of(quantity, runs, options, new Frame(80, 16, Narrow - 68, NarrowHeight - 56)), "narrow", Narrow, NarrowHeight, hasLegend: false);
        return text.ToString();

        void Append(Chart? chart, string size, int width, int height, bool hasLegend)
        {
            if (chart is null)
                return;
            var canvas = new SvgCanvas(width, height);
            if (hasLegend)
                chart.DrawLegend(canvas);
            chart.Draw(canvas, hasHovers: true);
            text.Append(CultureInfo.InvariantCulture, $"<figure class=\"{size}\"><h2>{chart.Title}</h2>\n{canvas.Finish(chart.Title)}</figure>\n");
        }
    }
}
