using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class InterruptionTests(TunedModel given) : IClassFixture<TunedModel>
{
    [SignalFact]
    public void A_run_that_is_asked_to_end_leaves_a_checkpoint_of_its_last_step()
    {
        using var folder = new TemporaryFolder();
        string[] train = ["train", "--config", given.Within("recipe.json"), "--set", $"output={folder.File("run")}", "training.steps=10000000", "training.checkpoint_interval=10000000"];

        var (exitCode, error) = Interrupt(train, folder.File("run/metrics.jsonl"));

        Assert.True(exitCode == 130, $"{exitCode}: {error}");
        Assert.Contains("llm train: stopping; asked again, it ends at once.", error);
        var said = Regex.Match(error, @"llm train: The run was cancelled after step ([\d,]+) of 10,000,000; (.*) holds it, resume to go on\.");
        Assert.True(said.Success, error);
        Assert.Equal($"step-{int.Parse(said.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture):D10}", Path.GetFileName(said.Groups[2].Value));
        Assert.True(File.Exists(Path.Combine(said.Groups[2].Value, "training.json")));
    }

    [SignalFact]
    public void A_model_that_is_tuned_is_left_in_a_checkpoint_too()
    {
        string[] tune = ["finetune", given.Model, "--data", given.Talk, "--method", "lora", "--output", given.Within("interrupted"), "--prompt", "the", "--steps", "10000000"];

        var (exitCode, error) = Interrupt(tune, given.Within("interrupted/run/metrics.jsonl"));

        Assert.True(exitCode == 130, $"{exitCode}: {error}");
        Assert.Contains("holds it, resume to go on.", error);
    }

    /// <summary>Ends the tool as Ctrl+C does, when a file is there with a line.</summary>
    private static (int ExitCode, string Error) Interrupt(string[] arguments, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(Llm.Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && !(File.Exists(file) && new FileInfo(file).Length > 0))
            Thread.Sleep(20);

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!)
            kill.WaitForExit();
        process.WaitForExit();
        output.GetAwaiter().GetResult();
        return (process.ExitCode, error.GetAwaiter().GetResult());
    }
}
