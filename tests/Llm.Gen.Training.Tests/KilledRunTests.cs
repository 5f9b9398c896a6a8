using System.Diagnostics;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class KilledRunTests : IDisposable
{
    internal const string ChildCommand = "train-until-killed";
    private const int Steps = 60;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Float32")]
    [InlineData("BFloat16")]
    public void A_killed_process_resumes_to_the_same_losses_and_weights(string precision)
    {
        var killed = _folder.File("killed");
        WriteTokens(_folder.Path);
        Train(_folder.Path, _folder.File("whole"), precision, resume: false);

        var random = new Random();
        var kills = 0;
        while (kills < 2 && StepsDone(killed) < Steps - 5)
        {
            using var child = Start(precision);
            var enough = StepsDone(killed) + random.Next(3, 20);
            while (!child.HasExited && StepsDone(killed) < enough)
                Thread.Sleep(2);
            child.Kill(entireProcessTree: true);
            child.WaitForExit();
            kills++;
        }
        Train(_folder.Path, killed, precision, resume: true);

        Assert.NotEqual(0, kills);
        Assert.Equal(Losses(_folder.File("whole")), Losses(killed));
        foreach (var file in new[] { "model.safetensors", "optimizer.safetensors" })
            Assert.Equal(File.ReadAllBytes(Last(_folder.File("whole"), file)), File.ReadAllBytes(Last(killed, file)));
    }

    /// <summary>What the child process does.</summary>
    internal static int Child(string folder, string precision)
    {
        var run = Path.Combine(folder, "killed");
        Train(folder, run, precision, resume: File.Exists(Path.Combine(run, "run.json")));
        return 0;
    }

    private Process Start(string precision)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in new[] { "exec", typeof(KilledRunTests).Assembly.Location, ChildCommand, _folder.Path, precision })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void Train(string folder, string run, string precision, bool resume)
    {
        using var tokens = TokenFile.Open(Path.Combine(folder, "a.tokens"));
        using var model = Tiny.Create(new() { Precision = Enum.Parse<Precision>(precision), Seed = 11 });
        var options = new TrainingOptions { Steps = Steps, BatchSize = 4, LearningRate = 0.01, CheckpointInterval = 4, Resume = resume, Progress = ProgressDisplay.Silent };
        using var trainer = new Trainer(model, new TokenBatches(tokens.All, 16, seed: 3), null, options, run);
        trainer.Run();
    }

    private static void WriteTokens(string folder)
    {
        SquareTokens.Write(Path.Combine(folder, "a.tokens"), 3_000);
    }

    private static long StepsDone(string run) =>
        File.Exists(Path.Combine(run, MetricsFile.Name)) && MetricsFile.Read(Path.Combine(run, MetricsFile.Name)) is { Count: > 0 } metrics ? metrics[^1].Step : 0;

    private static double?[] Losses(string run) => [.. MetricsFile.Read(Path.Combine(run, MetricsFile.Name)).Select(m => m.Loss)];

    private static string Last(string run, string file) => Path.Combine(run, "checkpoints", $"step-{Steps:D10}", file);
}
