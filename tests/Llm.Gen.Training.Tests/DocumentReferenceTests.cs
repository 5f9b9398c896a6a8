using System.Text.Json.Nodes;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class DocumentReferenceTests
{
    [Fact]
    public void Documents_that_share_a_row_score_as_they_do_alone()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("packing", _ => true))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var batch = DocumentCases.Batch(fixture.Json);
            using var pass = new Pass { Documents = batch.Documents };
            using var expected = fixture.Open("expected.safetensors");
            var logits = model.Score(model.Hidden(batch.Tokens, pass));                     // [B, T, V]
            foreach (var (row, lengths) in fixture.Json["document_lengths"]!.AsArray().Index())
            {
                var from = 0;
                foreach (var (document, length) in lengths!.AsArray().Select(length => (int)length!).Index())
                {
                    Assert.True(expected.TryFind($"logits_row{row}_doc{document}", out var alone));
                    var packed = logits.select(0, row).narrow(0, from, length).contiguous();
                    Agreement.Check($"{fixture} row {row} document {document}", packed.data<float>().ToArray(), alone.ToFloats(), 1e-4);
                    from += length;
                    compared++;
                }
            }
            Assert.All(logits.data<float>().ToArray(), score => Assert.True(float.IsFinite(score)));
        }
        Assert.NotEqual(0, compared);
    }

    [Theory]
    [InlineData("packing")]
    [InlineData("sft")]
    public void Losses_and_gradients_of_documents_and_masked_prompts_are_the_references(string kind)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of(kind, _ => true))
        {
            using var scope = NewDisposeScope();
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var batch = DocumentCases.Batch(fixture.Json);
            using var task = new NextTokenTask();
            using var expected = fixture.Open("expected.safetensors");
            Assert.Equal((long)fixture.Json["expected"]!["target_tokens"]!, batch.Targets);

            var loss = task.Backward(model, batch, 1.0 / batch.Targets, checkpointing: false, dropoutSeed: 0) / batch.Targets;

            Agreement.Check($"{fixture} loss", loss, fixture.Number("expected", "loss"), 2e-5);
            Agreement.Check($"{fixture} score", task.Score(model, batch) / batch.Targets, fixture.Number("expected", "loss"), 2e-5);
            foreach (var name in Gradients(fixture.Json))
            {
                Assert.True(expected.TryFind("grad." + name, out var gradient), name);
                Agreement.Check($"{fixture} gradient of {name}", GradientOf(model, name), gradient.ToFloats(), 1e-5);
            }
            compared++;
        }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void Documents_that_share_a_row_have_the_gradients_that_they_have_alone()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("packing", _ => true))
        {
            using var scope = NewDisposeScope();
            using var together = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var alone = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var batch = DocumentCases.Batch(fixture.Json);
            using var task = new NextTokenTask();

            var loss = task.Backward(together, batch, 1.0 / batch.Targets, checkpointing: true, dropoutSeed: 0);
            using var single = new NextTokenTask();
            var sum = DocumentCases.Alone(fixture.Json).Sum(document => single.Backward(alone, document, 1.0 / batch.Targets, checkpointing: false, dropoutSeed: 0));

            Agreement.Check($"{fixture} loss", loss / batch.Targets, sum / batch.Targets, 2e-5);
            Agreement.Check($"{fixture} loss", sum / batch.Targets, fixture.Number("expected", "loss_separate_documents"), 2e-5);
            foreach (var weight in together.Weights())
            {
                Agreement.Check($"{fixture} gradient of {weight.Name}", GradientOf(together, weight.Name), GradientOf(alone, weight.Name), 1e-5);
                compared++;
            }
        }
        Assert.NotEqual(0, compared);
    }

    private static IEnumerable<string> Gradients(JsonNode json) => (json["grads"] as JsonArray ?? []).Select(name => (string)name!);

    private static float[] GradientOf(ICausalModel model, string name)
    {
        var weight = Assert.Single(model.Weights(), weight => weight.Name == name);
        var gradient = weight.Parameter.grad!;
        return gradient.contiguous().data<float>().ToArray();
    }
}
