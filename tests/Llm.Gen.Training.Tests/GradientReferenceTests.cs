using System.Text.Json.Nodes;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class GradientReferenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_of_every_weight_is_the_references(bool checkpointing)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("grads", _ => true))
        {
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var task = new NextTokenTask(new() { RouterBalance = Coefficient(fixture) });
            using var gradients = new GradientSet(model.Weights());
            using var optimizer = new Optimizer(gradients, new());
            using var batch = Batch(fixture.Json["input_ids"]!.AsArray());

            var loss = task.Backward(model, batch, 1.0 / batch.Targets, checkpointing, dropoutSeed: 0);

            Agreement.Check($"{fixture} loss", loss / batch.Targets, fixture.Number("expected", "loss"), 2e-5);
            Agreement.Check($"{fixture} norm", optimizer.GradientNorm(), fixture.Number("expected", "grad_norm"), 2e-5);
            compared += Compare(fixture, model, gradients);
        }
        Assert.NotEqual(0, compared);
    }

    /// <summary>Gradients are saved in place of weights: as the checkpoint has them.</summary>
    private static int Compare(TrainingCase fixture, CausalModel model, GradientSet gradients)
    {
        using var folder = new TemporaryFolder();
        using (no_grad())
        {
            foreach (var (slice, gradient) in gradients.Slices.Zip(gradients.Gradients))
                slice.Weight.Parameter.copy_(gradient);
        }
        model.Save(folder.Path);
        using var saved = SafetensorsFile.Open(folder.File("model.safetensors"));
        using var expected = fixture.Open("expected.safetensors");
        foreach (var tensor in expected.Tensors.Where(tensor => tensor.Name.StartsWith("grad.", StringComparison.Ordinal)))
        {
            Assert.True(saved.TryFind(tensor.Name["grad.".Length..], out var gradient), tensor.Name);
            Agreement.Check($"{fixture} {tensor.Name}", gradient.ToFloats(), tensor.ToFloats(), 1e-5);
        }
        return saved.Tensors.Count;
    }

    /// <summary>Where a case has a balance loss, its total tells what that is multiplied by.</summary>
    private static double Coefficient(TrainingCase fixture) => fixture.Json["expected"]!["aux_loss"] is null
        ? 0
        : Math.Round((fixture.Number("expected", "loss") - fixture.Number("expected", "ce_loss")) / fixture.Number("expected", "aux_loss"), 4);

    private static MicroBatch Batch(JsonArray rows)
    {
        var ids = rows.Select(row => row!.AsArray().Select(id => (long)id!).ToArray()).ToArray();
        var labels = ids.Select(row => row[1..].Append(CrossEntropy.Ignored).ToArray());
        return new(tensor(ids.SelectMany(row => row).ToArray()).view(ids.Length, -1), tensor(labels.SelectMany(row => row).ToArray()).view(ids.Length, -1));
    }
}
