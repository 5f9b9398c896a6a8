using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Training.Plotting;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm plot RUN...</c>: the loss curves of training runs as one SVG picture.</summary>
internal static class PlotCommand
{
    private const string DefaultName = "loss.svg";

    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN") { Description = "folders of training runs", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = $"the SVG file to write; {DefaultName} in the folder of the first run unless said" };
        var json = Parameters.Json();
        var command = new Command("plot", "Draw the loss curves of training runs.") { runs, output, json };
        command.SetAction(parsed =>
        {
            var folders = parsed.GetRequiredValue(runs);
            var path = parsed.GetValue(output) ?? Path.Combine(FolderOf(folders[0]), DefaultName);
            LossPlot.Write(path, folders);
            if (parsed.GetValue(json))
                Report.Print(new JsonObject { ["path"] = Path.GetFullPath(path), ["runs"] = folders.Length });
            else
                Console.Out.WriteLine(path);
            return 0;
        });
        return command;
    }

    private static string FolderOf(string run) => Directory.Exists(run) ? run : Path.GetDirectoryName(run) ?? "";
}
