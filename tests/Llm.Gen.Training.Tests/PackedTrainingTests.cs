using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Training.Tests;

public sealed class PackedTrainingTests
{
    private const int Context = 24;

    [Fact]
    public void A_packed_run_that_is_resumed_goes_on_to_the_same_numbers()
    {
        using var folder = new TemporaryFolder();
        using var examples = Examples();
        var whole = Losses(examples, null, Options(8));

        var first = Losses(examples, folder.File("run"), Options(8) with { TimeLimit = TimeSpan.FromTicks(1) });
        var rest = Losses(examples, folder.File("run"), Options(8) with { Resume = true });

        Assert.Single(first);
        Assert.Equal(whole, [.. first, .. rest]);
    }

    [Fact]
    public void Packed_rows_teach_what_rows_of_one_document_teach()
    {
        using var examples = Examples();
        var packed = new PackedRows(examples, Context, seed: 1);
        var single = new PackedRows(examples, Context, seed: 1, packs: false);

        using var one = Tiny.Create(new CreateOptions { Seed = 3 });
        var loss = EpochLoss(one, packed);
        using var other = Tiny.Create(new CreateOptions { Seed = 3 });
        var expected = EpochLoss(other, single);

        Assert.True(packed.Count < single.Count / 2);
        Agreement.Check("loss", loss, expected, 2e-5);
        Assert.Equal(HeldOutScore.Of(one, examples, Context, 4).Targets, examples.Targets);
    }

    [Fact]
    public void A_packed_run_with_another_seed_or_other_data_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        using var examples = Examples();
        Losses(examples, folder.File("run"), Options(2));

        using var model = Tiny.Create(new CreateOptions { Seed = 3 });
        var problem = Assert.Throws<InvalidDataException>(() => new Trainer(model, new PackedRows(examples, Context, seed: 2), examples, Options(2) with { Resume = true }, folder.File("run")));

        Assert.Contains("seed 2", problem.Message);
    }

    [Theory]
    [InlineData(true, double.NaN, WarningKind.NotFinite)]
    [InlineData(true, 20, WarningKind.LossSpike)]
    [InlineData(false, double.NaN, WarningKind.NotFinite)]
    public void A_warning_names_the_records_of_its_rows_and_a_checkpoint_of_the_state_before(bool packs, double loss, WarningKind kind)
    {
        using var folder = new TemporaryFolder();
        using var examples = Examples();
        using var model = Tiny.Create(new CreateOptions { Seed = 3 });
        using var task = new SpoiltTask(loss, 30);
        var (rows, heard) = (new PackedRows(examples, Context, seed: 1, packs), new Recorder());
        using (var trainer = new Trainer(model, rows, null, Options(30) with { Accumulation = 1, SkippedSteps = 1 }, folder.File("run"), [heard], task))
            trainer.Run();

        var warning = Assert.Single(heard.Warnings);

        Assert.Equal((30, kind, folder.File("run/checkpoints/step-0000000029")), (warning.Step, warning.Kind, warning.Checkpoint));
        Assert.Equal(58, CheckpointState.Read(warning.Checkpoint!).Position);
        Assert.StartsWith("rows 58 to 59: drawn line ", warning.Rows);
        Assert.Contains($"{warning.Checkpoint} holds what was before it. It read {warning.Rows}.", warning.Message);
        Assert.Contains(MetricsFile.Read(folder.File("run/metrics.jsonl")), metric => metric.Step == 30 && metric.Warning == warning.Message);
    }

    /// <summary>The loss of one step over a whole epoch, which every target weighs the same in.</summary>
    private static double EpochLoss(CausalModel model, PackedRows rows)
    {
        var heard = new Recorder();
        using var trainer = new Trainer(model, rows, null, Options(1) with { BatchSize = 1, Accumulation = (int)rows.Count }, callbacks: [heard]);
        trainer.Run();
        return heard.Steps[0].Loss;
    }

    private static List<double> Losses(ExampleFile examples, string? folder, TrainingOptions options)
    {
        using var model = Tiny.Create(new CreateOptions { Seed = 3 });
        var heard = new Recorder();
        using var trainer = new Trainer(model, new PackedRows(examples, Context, seed: 1), examples, options, folder, [heard]);
        trainer.Run();
        return [.. heard.Steps.Select(step => step.Loss)];
    }

    private static TrainingOptions Options(long steps) => new() { Steps = steps, BatchSize = 2, Accumulation = 2, LearningRate = 0.01, Progress = ProgressDisplay.Silent };

    private static ExampleFile Examples()
    {
        var random = new Random(5);
        var tokenizer = CharacterTokenizer.Train(["abcdefghij"], new CharacterTrainingOptions { UnknownToken = null });
        var encoder = new ExampleEncoder(tokenizer, new ExampleOptions { Context = Context, Vocabulary = 64, EndsDocuments = false });
        return ExampleFile.Write(Enumerable.Range(0, 60).Select(i => new DataRecord("drawn", i + 1) { Text = random.GetString("abcdefghij", random.Next(2, 12)) }), encoder);
    }
}
