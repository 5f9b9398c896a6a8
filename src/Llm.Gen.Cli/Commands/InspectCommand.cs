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
        var json = Parameters.Json();
        var command = new Command("inspect", "Show a model's architecture and what follows from it.") { model, source, memory, json };
        command.SetAction(parsed =>
        {
            var inspection = ModelInspection.Of(parsed.GetRequiredValue(model));
            if (parsed.GetValue(json))
                InspectionReport.Print(inspection, parsed.GetValue(source), parsed.GetValue(memory));
            else
                InspectionPage.Print(inspection, parsed.GetValue(source), parsed.GetValue(memory));
            return 0;
        });
        return command;
    }
}
