using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Cli.Training;
using Llm.Gen.Training;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm train --config FILE</c>: a run as a recipe describes it.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--config") { Description = "the recipe, a JSON or YAML file", Required = true };
        var settings = new Option<string[]>("--set") { Description = "values of the recipe to change: training.learning_rate=1e-3", AllowMultipleArgumentsPerToken = true };
        var resumes = new Option<bool>("--resume") { Description = "go on from the newest checkpoint of the run" };
        var plans = new Option<bool>("--plan") { Description = "say what memory the run takes, and do not run; exit code 1 where the machine has less" };
        var components = TrustedComponents.Option();
        var json = Parameters.Json();
        var command = new Command("train", "Train a model from a recipe.") { file, settings, resumes, plans, components, json };
        command.SetAction((parsed, cancellation) =>
        {
            var isPlan = parsed.GetValue(plans);
            var recipe = RecipeFile.Read(parsed.GetRequiredValue(file), parsed.GetValue(settings) ?? [], needsData: !isPlan);
            if (isPlan)
                return Task.FromResult(ShowPlan(recipe, parsed.GetValue(json)));
            var job = new TrainingJob(recipe, TrustedComponents.Compiler(parsed.GetValue(components)));
            var result = job.Run(parsed.GetValue(resumes), cancellation);
            if (parsed.GetValue(json))
                Report.Print(Describe(result, job));
            else
                Console.Out.WriteLine($"The model is in {job.ModelFolder}{(job.AveragedFolder is { } averaged ? $", with averaged weights in {averaged}" : "")}; its loss on what was held out is {result.ValidationLoss:0.0000}.");
            return Task.FromResult(0);
        });
        return command;
    }

    private static int ShowPlan(Recipe recipe, bool isJson)
    {
        var memory = RecipeCheck.MemoryOf(recipe)!;
        if (isJson)
            Report.Print(memory.ToJson());
        else
            Console.Out.WriteLine(memory.Fits ? memory.Summary : $"{memory.Summary} That is {Quantities.Bytes(memory.Needs.Total - memory.Machine)} too little.");
        return memory.Fits ? 0 : 1;
    }

    // The keys are a contract.
    private static JsonObject Describe(TrainingResult result, TrainingJob job) => new()
    {
        ["steps"] = result.Steps,
        ["loss"] = Report.Number(result.Loss),
        ["validation_loss"] = result.ValidationLoss is { } loss ? Report.Number(loss) : null,
        ["tokens_per_second"] = Report.Number(result.TokensPerSecond),
        ["peak_rss_mb"] = Math.Round(result.PeakMemory / 1e6, 1),
        ["run"] = result.Run,
        ["averaged"] = job.AveragedFolder,
    };
}
