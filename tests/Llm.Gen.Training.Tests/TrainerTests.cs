using Llm.Gen.Data;
using Llm.Gen.Runtime;
using TorchSharp;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class TrainerTests : SquareRuns
{
    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void A_model_learns(Precision precision)
    {
        using var model = Tiny.Create(new() { Precision = precision, Seed = 1 });

        var (heard, result) = Train(model, Options(steps: 60) with { ValidationInterval = 20, Accumulation = 2 });

        Assert.Equal([20, 40, 60], heard.Validations.Select(v => v.Step));
        Assert.True(heard.Validations[^1].Loss < heard.Steps[0].Loss - 0.5, $"{heard.Steps[0].Loss} to {heard.Validations[^1].Loss}");
        Assert.Equal(heard.Validations[^1].Loss, result.ValidationLoss);
        Assert.Equal(60, result.Steps);
        Assert.True(result.TokensPerSecond > 0 && result.PeakMemory > 0);
    }

    [Theory]
    [InlineData(Precision.Float32, 7)]
    [InlineData(Precision.BFloat16, 12)]
    public void A_cancelled_run_resumes_to_the_same_numbers(Precision precision, int stopAfter)
    {
        var options = Options(steps: 20) with { CheckpointInterval = 5, Accumulation = 2 };
        using var whole = Tiny.Create(new() { Precision = precision, Seed = 3 });
        Train(whole, options, "whole");

        using (var stopped = Tiny.Create(new() { Precision = precision, Seed = 3 }))
        {
            using var cancel = new CancellationTokenSource();
            var heard = new Recorder { AfterStep = step => { if (step.Step == stopAfter) cancel.Cancel(); } };
            using var trainer = Trainer(stopped, options, "parts", heard);
            Assert.Contains($"cancelled after step {stopAfter} of 20", Assert.Throws<OperationCanceledException>(() => trainer.Run(cancel.Token)).Message);
        }
        using var resumed = Tiny.Create(new() { Precision = precision, Seed = 999 });
        Train(resumed, options with { Resume = true }, "parts");

        Assert.Equal(Losses("whole"), Losses("parts"));
        Assert.Equal(21, Losses("parts").Count);
        AssertSameFile("model.safetensors", "whole", "parts");
        AssertSameFile("optimizer.safetensors", "whole", "parts");
    }

    [Fact]
    public void A_resumed_run_that_was_complete_only_validates()
    {
        using var model = Tiny.Create();
        var (_, first) = Train(model, Options(3), "run");

        var (heard, again) = Train(model, Options(3) with { Resume = true }, "run");

        Assert.Empty(heard.Steps);
        Assert.Equal(first.ValidationLoss, again.ValidationLoss);
    }

    [Fact]
    public void Callbacks_hear_of_everything_in_order()
    {
        using var model = Tiny.Create();

        var (heard, _) = Train(model, Options(4) with { ValidationInterval = 2, CheckpointInterval = 4 }, "run");

        Assert.Equal(["start 0", "checkpoint step-0000000000", "step 1", "step 2", "validation 2", "step 3", "step 4", "validation 4", "checkpoint step-0000000004", "end 4"], heard.Order);
    }

    [Fact]
    public void A_runFolder_holds_options_metrics_and_the_newest_checkpoints()
    {
        using var model = Tiny.Create();

        Train(model, Options(6) with { CheckpointInterval = 1, CheckpointsKept = 2, ValidationInterval = 3 }, "run");

        Assert.Equal(["step-0000000005", "step-0000000006"], Directory.GetDirectories(Folder.File("run/checkpoints")).Select(Path.GetFileName).Order());
        Assert.Contains("\"learning_rate\": 0.01", File.ReadAllText(Folder.File("run/run.json")));
        var metrics = MetricsFile.Read(Folder.File("run/metrics.jsonl"));
        Assert.Equal([1, 2, 3, 4, 5, 6], metrics.Where(m => m.Loss is not null).Select(m => m.Step));
        Assert.Equal([3, 6], metrics.Where(m => m.ValidationLoss is not null).Select(m => m.Step));
        Assert.Equal(6 * 4 * 16, metrics[^2].Tokens);
        using var loaded = Tiny.Load(Folder.File("run/checkpoints/step-0000000006"));
        Assert.Equal(Floats(model), Floats(loaded));
    }

    [Fact]
    public void A_checkpoint_of_another_model_is_refused()
    {
        using (var model = Tiny.Create())
            Train(model, Options(1), "run");

        using var other = Other.Create();
        var error = Assert.Throws<InvalidDataException>(() => Trainer(other, Options(1) with { Resume = true }, "run"));

        Assert.Contains("a checkpoint of another model, Tiny; expected one of Other", error.Message);
    }

    [Fact]
    public void Resuming_with_other_options_names_each()
    {
        using var model = Tiny.Create();
        Train(model, Options(1), "run");

        var error = Assert.Throws<InvalidDataException>(() => Trainer(model, Options(2) with { Resume = true, LearningRate = 0.5, CheckpointsKept = 9 }, "run"));

        Assert.Contains("steps was 1 and is 2; learning_rate was 0.01 and is 0.5.", error.Message);
    }

    [Fact]
    public void Resuming_on_other_data_is_refused()
    {
        using var model = Tiny.Create();
        Train(model, Options(1), "run");

        var error = Assert.Throws<InvalidDataException>(() =>
            new Trainer(model, new TokenBatches(Data.Train, 8, seed: 8), null, Options(1) with { Resume = true }, Folder.File("run")));

        Assert.Matches("the context was 16 and is 8; the data was \"4500 tokens from 0 on \\([0-9a-f]{16}\\), seed 7\" and is \"4500 tokens from 0 on \\([0-9a-f]{16}\\), seed 8\"", error.Message);
    }

    [Fact]
    public void Resuming_on_another_text_of_the_same_length_is_refused()
    {
        using var model = Tiny.Create();
        Train(model, Options(1), "run");
        var other = Folder.File("other.tokens");
        SquareTokens.Write(other, 5_000, modulus: 59);
        using var file = TokenFile.Open(other);

        var error = Assert.Throws<InvalidDataException>(() =>
            new Trainer(model, new TokenBatches(file.All.Split(0.1).Train, 16, seed: 7), null, Options(1) with { Resume = true }, Folder.File("run")));

        Assert.Matches("the data was \"4500 tokens.* and is \"4500 tokens", error.Message);
    }

    [Fact]
    public void Resuming_in_another_precision_is_refused()
    {
        using var model = Tiny.Create();
        Train(model, Options(1), "run");
        model.to(TorchSharp.torch.ScalarType.BFloat16);

        var error = Assert.Throws<InvalidDataException>(() => Trainer(model, Options(1) with { Resume = true }, "run"));

        Assert.Contains("the precision was float32 and is bfloat16", error.Message);
    }

    [Fact]
    public void Resuming_beside_other_quantised_weights_is_refused()
    {
        foreach (var (name, seed) in new[] { ("first", 1), ("second", 2) })
        {
            using var made = Tiny.Create(new() { Seed = seed });
            made.Save(Folder.File(name));
        }
        Tune("first", isResumed: false);
        Tune("first", isResumed: true);

        var error = Assert.Throws<InvalidDataException>(() => Tune("second", isResumed: true));

        Assert.Matches("the frozen weights were FourBitMatrix \\([0-9a-f]{16}\\) and are FourBitMatrix \\([0-9a-f]{16}\\)", error.Message);

        void Tune(string name, bool isResumed)
        {
            using var model = Tiny.Load(Folder.File(name), new() { FourBit = new() });
            using var adapter = ModelAdapter.Create(model, new AdapterConfig { Rank = 2 });
            adapter.FreezeBase();
            Train(model, Options(1) with { Resume = isResumed }, "run");
        }
    }

    [Fact]
    public void A_validation_that_is_not_finite_is_a_line_without_a_loss()
    {
        using (var file = MetricsFile.Continue(Folder.File("metrics.jsonl"), 0))
            new MetricsCallback(file).OnValidation(new TrainingValidation(3, double.PositiveInfinity));

        var line = Assert.Single(MetricsFile.Read(Folder.File("metrics.jsonl")));
        Assert.Equal((3L, (double?)null), (line.Step, line.ValidationLoss));
    }

    [Fact]
    public void A_run_ends_early_when_its_time_is_up()
    {
        using var model = Tiny.Create();

        var (heard, result) = Train(model, Options(1_000_000) with { TimeLimit = TimeSpan.FromMilliseconds(1), WarmupSteps = 0 }, "run");

        Assert.Equal(1, result.Steps);
        Assert.Equal(["validation 1", "checkpoint step-0000000001", "end 1"], heard.Order[^3..]);
    }

    [Fact]
    public void A_run_that_cannot_start_leaves_noFolder()
    {
        using var model = Tiny.Create();

        Assert.Throws<InvalidDataException>(() => new Trainer(model, new TokenBatches(Data.Train, 16, 7), new TokenSlice(Tokens, 0, 3), Options(1), Folder.File("run")));

        Assert.False(Directory.Exists(Folder.File("run")));
    }

    [Fact]
    public void A_second_run_in_oneFolder_and_a_resume_of_none_are_refused()
    {
        using var model = Tiny.Create();
        Train(model, Options(1), "run");

        Assert.Contains("already a run", Assert.Throws<IOException>(() => Trainer(model, Options(1), "run")).Message);
        Assert.Contains("no run to resume", Assert.Throws<DirectoryNotFoundException>(() => Trainer(model, Options(1) with { Resume = true }, "none")).Message);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run_before_it_spoils_the_weights()
    {
        using var model = Tiny.Create();
        var weight = model.Weights().First().Parameter;
        var heard = new Recorder
        {
            AfterStep = step =>
            {
                using var frozen = torch.no_grad();
                if (step.Step == 3)
                    weight.fill_(float.NaN);
            },
        };
        using var trainer = Trainer(model, Options(10), "run", heard);

        var error = Assert.Throws<TrainingStoppedException>(() => trainer.Run());

        Assert.Contains("Step 4 has the loss NaN", error.Message);
        Assert.Contains(Folder.File("run/checkpoints/step-0000000003"), error.Message);
        Assert.True(File.Exists(Folder.File("run/checkpoints/step-0000000003/optimizer.safetensors")));
        Assert.Equal("end ", heard.Order[^1]);
    }

    [Fact]
    public void A_step_that_fails_in_its_middle_is_taken_again_as_if_it_had_not_begun()
    {
        using var whole = Tiny.Create(new() { Seed = 3 });
        Train(whole, Options(4) with { Accumulation = 3 });
        using var model = Tiny.Create(new() { Seed = 3 });
        var source = new FaultyBatches(new TokenBatches(Data.Train, 16, seed: 7), faultyCall: 3);
        using var trainer = new Trainer(model, source, null, Options(4) with { Accumulation = 3 });

        Assert.StartsWith("Target 999 is outside the vocabulary, 0 to 63", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Run()).Message);
        trainer.Run();

        Assert.Equal(Floats(whole), Floats(model));
    }

    [Fact]
    public void All_wrong_options_are_named_at_once()
    {
        using var model = Tiny.Create();
        var wrong = new TrainingOptions { Steps = 0, BatchSize = 0, LearningRate = double.NaN, WarmupSteps = 5, LearningRateFloor = 2, ClipNorm = 0, Resume = true, Optimizer = new() { Beta1 = 1 } };

        var error = Assert.Throws<ArgumentException>(() => new Trainer(model, new TokenBatches(Data.Train, 33, 1), null, wrong));

        foreach (var named in new[] { "Steps is 0", "BatchSize is 0", "LearningRate is NaN", "WarmupSteps is 5", "LearningRateFloor is 2", "ClipNorm is 0", "Resume is true", "Beta1 is 1", "the context is 33, but Tiny has 32" })
            Assert.Contains(named, error.Message);
    }

    [Fact]
    public void Accumulation_equals_a_larger_batch()
    {
        using var one = Tiny.Create(new() { Seed = 5 });
        using var many = Tiny.Create(new() { Seed = 5 });

        var (whole, _) = Train(one, Options(5) with { BatchSize = 8 });
        var (parts, _) = Train(many, Options(5) with { BatchSize = 2, Accumulation = 4 });

        for (var i = 0; i < 5; i++)
            Agreement.Check($"loss {i}", parts.Steps[i].Loss, whole.Steps[i].Loss, 1e-5);
    }

    [Fact]
    public void Recomputing_layers_changes_no_loss()
    {
        using var plain = Tiny.Create(new() { Seed = 6 });
        using var again = Tiny.Create(new() { Seed = 6 });

        var (kept, _) = Train(plain, Options(5));
        var (recomputed, _) = Train(again, Options(5) with { Checkpointing = true });

        for (var i = 0; i < 5; i++)
            Agreement.Check($"loss {i}", recomputed.Steps[i].Loss, kept.Steps[i].Loss, 1e-6);
    }

    private List<(long, double?, double?)> Losses(string run) => [.. MetricsFile.Read(Folder.File(run + "/metrics.jsonl")).Select(m => (m.Step, m.Loss, m.ValidationLoss))];

    private void AssertSameFile(string name, string a, string b) => Assert.Equal(
        File.ReadAllBytes(Folder.File($"{a}/checkpoints/step-0000000020/{name}")),
        File.ReadAllBytes(Folder.File($"{b}/checkpoints/step-0000000020/{name}")));
}
