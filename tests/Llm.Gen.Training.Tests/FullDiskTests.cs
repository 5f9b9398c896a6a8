using System.Diagnostics;
using Llm.Gen.Data;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

/// <summary>Runs in processes whose files cannot grow any more at some step: the system refuses to write, as it does on a full disk.</summary>
[Collection(LiveTensors.Name)]
public sealed class FullDiskTests : IDisposable
{
    internal const string ChildCommand = "train-until-the-disk-is-full";
    private const int Steps = 6, LastWritten = 3;
    private const int NoRoom = 3;
    private readonly TemporaryFolder _folder = new();

    public FullDiskTests() => SquareTokens.Write(_folder.File("a.tokens"), 3_000);

    public void Dispose() => _folder.Dispose();

    [LinuxTheory]
    [InlineData("checkpoints/step-0000000002/optimizer.safetensors", 0.7, "checkpoints/step-0000000004: the checkpoint could not be written (", "checkpoints/step-0000000002, is whole. Make room", 4)]
    [InlineData("checkpoints/step-0000000002/model.safetensors", 0.5, "checkpoints/step-0000000004: the checkpoint could not be written (", "checkpoints/step-0000000002, is whole. Make room", 4)]
    [InlineData("metrics.jsonl", 1.1, "metrics.jsonl: the file could not be written to (", "Make room, or choose another disk, and resume.", 3)]
    [InlineData("metrics.jsonl", 1.0, "metrics.jsonl: the file could not be written to (", "Make room, or choose another disk, and resume.", 3)]
    public void A_write_without_room_leaves_what_was_whole_and_the_run_resumes(string largest, double part, string found, string remedy, int stepsTold)
    {
        var (run, whole) = (_folder.File("run"), _folder.File("whole"));

        var (exitCode, error) = RunChild(largest, part);

        Assert.True(exitCode == NoRoom, error);
        Assert.Contains(Path.Combine(run, found), error);
        Assert.Contains(remedy, error);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Equal(["step-0000000000", "step-0000000002"], Directory.GetFileSystemEntries(Path.Combine(run, "checkpoints")).Select(Path.GetFileName).Order());
        Assert.Equal(["checkpoints", "metrics.jsonl", "run.json"], Directory.GetFileSystemEntries(run).Select(Path.GetFileName).Order());
        Assert.EndsWith("}\n", File.ReadAllText(Path.Combine(run, MetricsFile.Name)));
        Assert.Equal(Enumerable.Range(1, stepsTold).Select(step => (long)step), MetricsFile.Read(Path.Combine(run, MetricsFile.Name)).Select(metric => metric.Step));

        Train(_folder.Path, "run", resume: true);
        Train(_folder.Path, "whole", resume: false);
        foreach (var file in new[] { "model.safetensors", "optimizer.safetensors" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints/step-0000000006", file)), File.ReadAllBytes(Path.Combine(run, "checkpoints/step-0000000006", file)));
    }

    /// <summary>What the child process does: trains until a write fails, and says how.</summary>
    internal static int Child(string folder, string largest, double part)
    {
        var callback = new Recorder { AfterStep = step => LimitAt(step.Step) };
        try
        {
            Train(folder, "run", resume: false, callback);
            return 0;
        }
        catch (IOException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return NoRoom;
        }
        finally
        {
            LargestFile.Lift();
        }

        void LimitAt(long step)
        {
            if (step == LastWritten)
                LargestFile.Limit((long)(new FileInfo(Path.Combine(folder, "run", largest)).Length * part));
        }
    }

    private (int ExitCode, string Error) RunChild(string largest, double part)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in new[] { "exec", typeof(FullDiskTests).Assembly.Location, ChildCommand, _folder.Path, largest, part.ToString(System.Globalization.CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, error);
    }

    private static void Train(string folder, string run, bool resume, params ITrainingCallback[] callbacks)
    {
        using var tokens = TokenFile.Open(Path.Combine(folder, "a.tokens"));
        using var model = Tiny.Create(new() { Seed = 11 });
        var options = new TrainingOptions { Steps = Steps, BatchSize = 4, LearningRate = 0.01, CheckpointInterval = 2, Resume = resume, Progress = ProgressDisplay.Silent };
        using var trainer = new Trainer(model, new TokenBatches(tokens.All, 16, seed: 3), null, options, Path.Combine(folder, run), callbacks);
        trainer.Run();
    }
}
