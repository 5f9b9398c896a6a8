using System.CommandLine;
using Llm.Gen.Cli.Inspection;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm inspect MODEL [--source] [--memory]</c>: what a model is, without loading torch or reading a weight.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = Parameters.Model();
        var source = new Option<bool>("--source") { Description = "print the C# that is emitted for it" };
        var memory = new Option<bool>("--memory") { Description = "print the memory that it takes by batch and context" };
        var gigabytes = new Option<double?>("--fits") { Description = "say what fits into that many gigabytes: context, batch, optimisers" };
        var json = Parameters.Json();
        var command = new Command("inspect", "Show a model's architecture and what follows from it. MODEL may also be a config.json by itself.") { model, source, memory, gigabytes, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(gigabytes) is { } size && !(size is > 0 and <= 1e9))
                throw new ArgumentException($"--fits is {size}; expected a number of gigabytes above 0, at most 1e9; correct it.");

            var inspection = ModelInspection.Of(parsed.GetRequiredValue(model));
            if (parsed.GetValue(json))
                InspectionReport.Print(inspection, parsed.GetValue(source), parsed.GetValue(memory), parsed.GetValue(gigabytes));
            else
                InspectionPage.Print(inspection, parsed.GetValue(source), parsed.GetValue(memory), parsed.GetValue(gigabytes));
            return 0;
        });
        return command;
    }
}
