using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;

namespace Llm.Gen.Training.Tests;

/// <summary>What goes wrong in a run, and what a run does then.</summary>
[Collection(LiveTensors.Name)]
public sealed class MishapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public MishapTests() => _tokens = SquareTokens.Open(_folder.File("a.tokens"), 5_000);

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Steps_without_a_number_are_left_out_and_counted()
    {
        using var model = Tiny.Create(new() { Seed = 1 });
        using var task = new SpoiltTask(double.NaN, 3, 5);
        var heard = new Recorder();

        var result = Run(model, Options(8) with { SkippedSteps = 2 }, task, heard, "run");

        Assert.Equal(2, result.Skipped);
        Assert.Equal([3, 5], heard.Warnings.Select(w => w.Step));
        Assert.All(heard.Warnings, w => Assert.Equal(WarningKind.NotFinite, w.Kind));
        Assert.Contains("Step 3 has the loss NaN", heard.Warnings[0].Message);
        var kept = _folder.File("run/checkpoints/step-0000000002");
        Assert.Contains($"as 1 of at most 2; {kept} holds what was before it. It read rows 8 to 11, 16 tokens each from ", heard.Warnings[0].Message);
        Assert.Contains("of document 1", heard.Warnings[0].Message);
        Assert.Equal([kept, _folder.File("run/checkpoints/step-0000000004")], heard.Warnings.Select(w => w.Checkpoint));
        Assert.Equal((8, 16), (CheckpointState.Read(kept).Position, CheckpointState.Read(heard.Warnings[1].Checkpoint!).Position));
        Assert.Equal([false, false, true, false, true, false, false, false], heard.Steps.Select(s => s.IsSkipped));
        Assert.Equal(["warning 3", "step 3"], heard.Order.SkipWhile(o => o != "warning 3").Take(2));
        Assert.All(model.Weights(), w => Assert.False(float.IsNaN(w.Parameter.detach().sum().to(torch.ScalarType.Float32).item<float>())));
        var metrics = MetricsFile.Read(_folder.File("run/metrics.jsonl"));
        Assert.Equal([3, 5], metrics.Where(m => m.Warning is not null).Select(m => m.Step));
        Assert.Null(metrics.Single(m => m.Step == 3 && m.Tokens is not null).Loss);
    }

    [Fact]
    public void One_step_too_many_without_a_number_stops_the_run()
    {
        using var model = Tiny.Create();
        using var task = new SpoiltTask(double.PositiveInfinity, 2, 4);

        var error = Assert.Throws<TrainingStoppedException>(() => Run(model, Options(8) with { SkippedSteps = 1 }, task, new(), "run"));

        Assert.Contains("Step 4 has the loss ∞", error.Message.Replace("Infinity", "∞"));
        Assert.Contains("after 1 steps that were left out; the weights before it are in " + _folder.File("run/checkpoints/step-0000000003"), error.Message);
    }

    [Fact]
    public void A_spike_is_told_with_its_rows_and_a_checkpoint_that_takes_the_step_again()
    {
        using var model = Tiny.Create(new() { Seed = 2 });
        using var task = new SpoiltTask(10, 30);
        var heard = new Recorder();
        Run(model, Options(40), task, heard, "run");

        var warning = Assert.Single(heard.Warnings);

        Assert.Equal((30, WarningKind.LossSpike, _folder.File("run/checkpoints/step-0000000029")), (warning.Step, warning.Kind, warning.Checkpoint));
        Assert.Contains("far above those before it", warning.Message);
        Assert.StartsWith("rows 116 to 119", warning.Rows);
        Assert.Equal(["checkpoint step-0000000029", "warning 30", "step 30"], heard.Order.SkipWhile(o => o != "checkpoint step-0000000029").Take(3));
        Assert.Equal(116, CheckpointState.Read(warning.Checkpoint!).Position);
    }

    [Fact]
    public void A_folder_holds_one_run_at_a_time()
    {
        using var model = Tiny.Create();
        using (var first = new Trainer(model, Batches(), null, Options(2), _folder.File("run")))
        {
            first.Run();
            using var other = Tiny.Create();
            Assert.Contains("another run uses this folder now", Assert.Throws<IOException>(() => new Trainer(other, Batches(), null, Options(2) with { Resume = true }, _folder.File("run"))).Message);
        }

        using var again = new Trainer(model, Batches(), null, Options(2) with { Resume = true }, _folder.File("run"));
        Assert.Equal(2, again.Run().Steps);
    }

    [Fact]
    public void A_full_disk_leaves_the_former_checkpoint_whole()
    {
        using var model = new FullDisk(Tiny.Create(new() { Seed = 3 }), savings: 2);
        using (var trainer = new Trainer(model, Batches(), null, Options(8) with { CheckpointInterval = 2 }, _folder.File("run")))
        {
            var error = Assert.Throws<IOException>(() => trainer.Run());

            Assert.Contains(_folder.File("run/checkpoints/step-0000000004") + ": the checkpoint could not be written (No space left on device)", error.Message);
            Assert.Contains(_folder.File("run/checkpoints/step-0000000002") + ", is whole. Make room", error.Message);
        }
        Assert.Equal(["step-0000000000", "step-0000000002"], Directory.GetDirectories(_folder.File("run/checkpoints")).Select(Path.GetFileName).Order());

        using var resumed = Tiny.Create(new() { Seed = 9 });
        using var whole = Tiny.Create(new() { Seed = 3 });
        Run(resumed, Options(8) with { CheckpointInterval = 2, Resume = true }, null, new(), "run");
        Run(whole, Options(8), null, new(), "whole");
        Assert.Equal(File.ReadAllBytes(_folder.File("whole/checkpoints/step-0000000008/model.safetensors")), File.ReadAllBytes(_folder.File("run/checkpoints/step-0000000008/model.safetensors")));
    }

    [Fact]
    public void A_checkpoint_of_a_newer_version_or_another_architecture_is_refused()
    {
        using var model = Tiny.Create();
        Run(model, Options(1), null, new(), "run");
        var folder = _folder.File("run/checkpoints/step-0000000001");
        var state = File.ReadAllText(Path.Combine(folder, "training.json"));
        var config = File.ReadAllText(Path.Combine(folder, "config.json"));

        File.WriteAllText(Path.Combine(folder, "training.json"), state.Replace("\"version\": 1,", "\"version\": 7, \"later\": true,"));
        Refused("a newer Llm.Gen wrote this checkpoint, in version 7 of the layout; expected at most 1.");
        File.WriteAllText(Path.Combine(folder, "training.json"), "{}");
        Refused("it has no version; expected 1");
        File.WriteAllText(Path.Combine(folder, "training.json"), state);
        File.WriteAllText(Path.Combine(folder, "config.json"), config.Replace("\"num_attention_heads\": 4", "\"num_attention_heads\": 2"));
        Refused("num_attention_heads");

        void Refused(string message) => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Run(model, Options(1) with { Resume = true }, null, new(), "run")).Message);
    }

    private TrainingResult Run(ICausalModel model, TrainingOptions options, ITrainingTask? task, Recorder heard, string run)
    {
        using var trainer = new Trainer(model, Batches(), null, options, _folder.File(run), [heard], task);
        return trainer.Run();
    }

    private TokenBatches Batches() => new(_tokens.All, 16, seed: 7);

    private static TrainingOptions Options(long steps) => new() { Steps = steps, BatchSize = 4, LearningRate = 1e-3, Progress = ProgressDisplay.Silent };
}
