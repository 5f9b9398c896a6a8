using System.Text.Json.Nodes;
using Llm.Gen.Compilation;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class DistillationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Losses_and_gradients_are_the_references(bool checkpointing)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("distill", _ => true))
        {
            using var teacher = ModelCompiler.Default.LoadModel(Path.Combine(fixture.Folder, (string)fixture.Json["teacher"]!));
            using var expected = fixture.Open("expected.safetensors");
            foreach (var (name, item) in (JsonObject)fixture.Json["losses"]!)
            {
                using var scope = NewDisposeScope();
                using var student = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
                using var task = new DistillationTask(teacher, OptionsOf(item!));
                using var batch = Batch(fixture.Json);
                Assert.Equal((long)fixture.Json["expected"]!["target_tokens"]!, batch.Targets);

                var loss = task.Backward(student, batch, 1.0 / batch.Targets, checkpointing, dropoutSeed: 0) / batch.Targets;

                var values = fixture.Json["expected"]!["losses"]![name]!;
                Agreement.Check($"{fixture} {name}", loss, (double)values["loss"]!, 2e-5);
                Agreement.Check($"{fixture} {name}: cross-entropy", task.Score(student, batch) / batch.Targets, (double)values["ce_term"]!, 2e-5);
                foreach (var weight in student.Weights().Where(weight => expected.TryFind($"grad.{name}.{weight.Name}", out _)))
                {
                    Assert.True(expected.TryFind($"grad.{name}.{weight.Name}", out var gradient));
                    Agreement.Check($"{fixture} {name} {weight.Name}", weight.Parameter.grad!.contiguous().data<float>().ToArray(), gradient.ToFloats(), 1e-5);
                    compared++;
                }
            }
        }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void A_student_comes_near_its_teacher()
    {
        using var folder = new TemporaryFolder();
        using var tokens = SquareTokens.Open(folder.File("a.tokens"), 2_000);
        using var teacher = Tiny.Create(new() { Seed = 1 });
        using var student = Tiny.Create(new() { Seed = 2 });
        using var task = new DistillationTask(teacher, new() { Alpha = 1, Temperature = 1 });
        var (heard, options) = (new Recorder(), new TrainingOptions { Steps = 60, BatchSize = 8, LearningRate = 0.01, Progress = ProgressDisplay.Silent });

        using (var taught = new Trainer(teacher, new TokenBatches(tokens.All, 16, seed: 1), null, options))
            taught.Run();
        using (var trainer = new Trainer(student, new TokenBatches(tokens.All, 16, seed: 2), null, options, callbacks: [heard], task: task))
            trainer.Run();

        Assert.True(heard.Steps[^1].Loss < 0.5 * heard.Steps[0].Loss, $"{heard.Steps[0].Loss} to {heard.Steps[^1].Loss}");
    }

    [Fact]
    public void What_cannot_be_distilled_is_refused()
    {
        using var scope = NewDisposeScope();
        using var student = Tiny.Create();
        using var wide = Wide.Create();
        using var batch = new MicroBatch(zeros(1, 4, ScalarType.Int64), zeros(1, 4, ScalarType.Int64));

        Assert.Contains("both need one tokenizer", Refused(wide, student));
        Assert.Contains("The teacher is the student", Refused(student, student));
        var wrong = Assert.Throws<ArgumentException>(() => new DistillationTask(wide, new() { Temperature = 0, Alpha = 2, Mixture = 0.5 })).Message;
        foreach (var named in new[] { "Temperature is 0", "Alpha is 2", "Mixture is set, and the divergence ForwardKullbackLeibler has none" })
            Assert.Contains(named, wrong);

        string Refused(ICausalModel teacher, ICausalModel model) =>
            Assert.Throws<ArgumentException>(() => new DistillationTask(teacher).Backward(model, batch, 1, false, 0)).Message;
    }

    private static DistillationOptions OptionsOf(JsonNode item) => new()
    {
        Divergence = (string)item["type"]! switch
        {
            "forward_kl" => Divergence.ForwardKullbackLeibler,
            "reverse_kl" => Divergence.ReverseKullbackLeibler,
            "jsd" => Divergence.JensenShannon,
            var type => throw new InvalidDataException($"the fixtures have a divergence {type} that this test does not know."),
        },
        Temperature = (double)item["temperature"]!,
        Alpha = (double)item["alpha"]!,
        ScalesBySquare = (bool)item["t_squared"]!,
        Mixture = (double?)item["jsd_beta"],
    };

    private static MicroBatch Batch(JsonNode json)
    {
        var (ids, labels) = (Rows(json["input_ids"]!), Rows(json["labels"]!));
        return new(
            tensor(ids.SelectMany(row => row).ToArray()).view(ids.Length, -1),
            tensor(labels.SelectMany(row => row[1..].Append(IBatchSource.Ignored)).ToArray()).view(ids.Length, -1));
    }

    private static long[][] Rows(JsonNode rows) => [.. rows.AsArray().Select(row => row!.AsArray().Select(id => (long)id!).ToArray())];
}
