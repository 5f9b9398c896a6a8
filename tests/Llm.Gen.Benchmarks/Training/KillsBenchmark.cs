using System.Diagnostics;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Data;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>A run that is killed (SIGKILL) again and again and resumed each time, beside one that is left alone: their losses must be the same bits.</summary>
public static class KillsBenchmark
{
    private const string ChildName = "kills-run";

    public static async Task<int> Run(Options options)
    {
        var (kills, longest) = (options.Number("kills", 20), options.Number("longest", 2_000));
        var folder = Directory.CreateTempSubdirectory("llm-kills-").FullName;
        try
        {
            WriteTokens(Path.Combine(folder, "a.tokens"));
            await Start(options, folder, "whole").WaitForExitAsync();

            var random = new Random(options.Number("seed", Environment.TickCount));
            var (done, inSaving, lost) = (0, 0, 0L);
            while (done < kills)
            {
                using var child = Start(options, folder, "killed");
                var before = Last(folder);
                while (done % 4 != 0 && !child.HasExited && Last(folder) <= before)     // three of four after its first step, whenever that comes
                    await Task.Delay(20);
                await Task.Delay(random.Next(longest));
                if (child.HasExited)
                    break;
                child.Kill(entireProcessTree: true);
                await child.WaitForExitAsync();
                done++;
                inSaving += Directory.Exists(Path.Combine(folder, "killed/checkpoints")) && Directory.GetDirectories(Path.Combine(folder, "killed/checkpoints"), "*.partial").Length > 0 ? 1 : 0;
                lost += Last(folder) % CheckpointInterval;
            }
            await Start(options, folder, "killed").WaitForExitAsync();

            var (whole, killed) = (Losses(folder, "whole"), Losses(folder, "killed"));
            var different = whole.Zip(killed).Count(pair => pair.First != pair.Second) + Math.Abs(whole.Length - killed.Length);
            Console.WriteLine($"{done} kills, {inSaving} of them while a checkpoint was being written, {lost} steps taken again; {whole.Length} losses, {different} different");
            return done == kills && different == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the child process does.</summary>
    public static Task<int> Child(Options options)
    {
        var (folder, run) = (options.Text("folder"), Path.Combine(options.Text("folder"), options.Text("run")));
        using var tokens = TokenFile.Open(Path.Combine(folder, "a.tokens"));
        using var model = Preset.Find(options.Text("preset", "tiny")).Create(options.Text("dtype", "float32"));
        var plan = new TrainingOptions
        {
            Steps = options.Number("steps", 400),
            BatchSize = 2,
            LearningRate = 1e-3,
            WarmupSteps = 20,
            CheckpointInterval = CheckpointInterval,
            Optimizer = new() { Name = Enum.Parse<OptimizerName>(options.Text("optimizer", nameof(OptimizerName.AdamW))) },
            Average = new(),
            Resume = File.Exists(Path.Combine(run, "run.json")) && Directory.GetDirectories(Path.Combine(run, "checkpoints"), "step-*").Any(checkpoint => !checkpoint.EndsWith(".partial", StringComparison.Ordinal)),
            Progress = ProgressDisplay.Silent,
        };
        if (!plan.Resume && Directory.Exists(run))
            Directory.Delete(run, recursive: true);         // killed before its first checkpoint
        using var trainer = new Trainer(model, new TokenBatches(tokens.All, 64, seed: 3), null, plan, run);
        trainer.Run();
        return Task.FromResult(0);
    }

    private const int CheckpointInterval = 5;

    private static Process Start(Options options, string folder, string run)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(KillsBenchmark).Assembly.Location);
        foreach (var argument in new[] { ChildName, "--folder", folder, "--run", run }.Concat(options.Pass("preset", "dtype", "steps", "optimizer")))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void WriteTokens(string path)
    {
        using var writer = new TokenFileWriter(path, 512);
        writer.Write(Enumerable.Range(0, 50_000).Select(i => (int)((long)i * i % 509)));
        writer.Complete();
    }

    /// <summary>Steps in the metrics of the run that is killed.</summary>
    private static long Last(string folder) => File.Exists(Path.Combine(folder, "killed", MetricsFile.Name)) ? Losses(folder, "killed").Length : 0;

    private static double?[] Losses(string folder, string run) => [.. MetricsFile.Read(Path.Combine(folder, run, MetricsFile.Name)).Where(m => m.Loss is not null).Select(m => m.Loss)];
}
