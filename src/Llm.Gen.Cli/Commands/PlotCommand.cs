using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Training.Plotting;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm plot RUN...</c>: what training runs wrote down, one over the other, as an SVG picture and an HTML page.</summary>
internal static class PlotCommand
{
    private const string Picture = "plot.svg", Page = "plot.html";

    private static readonly (string Name, PlotAxis Axis)[] Axes = [("steps", PlotAxis.Steps), ("tokens", PlotAxis.Tokens), ("seconds", PlotAxis.Seconds)];

    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN") { Description = "folders of training runs", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string[]>("--output", "-o") { Description = $"files to write, pages where they end in .html, else SVG; {Picture} and {Page} in the folder of the first run unless said" };
        var by = new Option<string>("--by") { Description = "what is drawn over", DefaultValueFactory = _ => Axes[0].Name };
        by.AcceptOnlyFromAmong([.. Axes.Select(row => row.Name)]);
        var smoothing = new Option<int?>("--smoothing") { Description = "points to either side of the running mean that lies over the raw values; 0 for none" };
        var json = Parameters.Json();
        var command = new Command("plot", "Draw what training runs wrote down: loss, learning rate, gradient norm, speed, memory.") { runs, output, by, smoothing, json };
        command.SetAction(parsed =>
        {
            var folders = parsed.GetRequiredValue(runs);
            var first = FolderOf(folders[0]);
            var paths = parsed.GetValue(output) is { Length: > 0 } given ? given : [Path.Combine(first, Picture), Path.Combine(first, Page)];
            var options = new PlotOptions { Axis = Array.Find(Axes, row => row.Name == parsed.GetValue(by)).Axis, Smoothing = Required(parsed.GetValue(smoothing)) };
            var plotted = PlottedRun.ReadAll(folders);
            foreach (var path in paths)
                RunPlot.Write(path, plotted, options);
            if (parsed.GetValue(json))
                Report.Print(new JsonObject { ["path"] = Path.GetFullPath(paths[0]), ["paths"] = new JsonArray([.. paths.Select(path => (JsonNode)Path.GetFullPath(path))]), ["runs"] = folders.Length });
            else
                Console.Out.WriteLine(string.Join('\n', paths));
            return 0;
        });
        return command;
    }

    private static int? Required(int? smoothing) =>
        smoothing is null or >= 0 ? smoothing : throw new ArgumentException($"--smoothing is {smoothing}, expected a number of points from 0.");

    private static string FolderOf(string run) => Directory.Exists(run) ? run : Path.GetDirectoryName(run) ?? "";
}
