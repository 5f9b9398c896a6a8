using System.Text.Json.Nodes;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>Adapters learn, step by step, what their references learnt.</summary>
public sealed class AdapterReferenceTests
{
    [Theory]
    [InlineData("lora_train")]
    [InlineData("qlora")]
    public void Losses_rates_norms_and_final_adapters_are_the_references(string kind)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of(kind, _ => true))
        {
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            using var adapter = ModelAdapter.Load(model, Path.Combine(fixture.Folder, (string)fixture.Json["adapter"]!));
            adapter.FreezeBase();
            var source = new CaseBatches(new JsonArray([.. fixture.Json["token_ids"]!.AsArray().Select(step => (JsonNode)new JsonArray(step!.DeepClone()))]), null);
            var heard = new Recorder();
            using (var trainer = new Trainer(model, source, null, Options(fixture.Json["hyper"]!, source.BatchSize), callbacks: [heard]))
                trainer.Run();

            for (var step = 0; step < heard.Steps.Count; step++, compared++)
            {
                Agreement.Check($"{fixture} rate {step}", heard.Steps[step].LearningRate, (double)fixture.Json["expected"]!["lr"]![step]!, 1e-12);
                Agreement.Check($"{fixture} loss {step}", heard.Steps[step].Loss, (double)fixture.Json["expected"]!["loss"]![step]!, 2e-5);
                Agreement.Check($"{fixture} norm {step}", heard.Steps[step].GradientNorm, (double)fixture.Json["expected"]!["grad_norm"]![step]!, 2e-5);
            }
            CheckFinal(fixture, model);
        }
        Assert.NotEqual(0, compared);
    }

    private static void CheckFinal(TrainingCase fixture, CausalModel model)
    {
        using var expected = fixture.Open("expected.safetensors");
        var left = expected.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith("final.", StringComparison.Ordinal)).ToHashSet();
        foreach (var weight in TrainableWeights.Of(model))
        {
            Assert.True(expected.TryFind("final.base_model.model." + weight.Name, out var final), weight.Name);
            left.Remove(final.Name);
            Agreement.Check($"{fixture} {weight.Name}", weight.Parameter.detach().reshape(-1).data<float>().ToArray(), final.ToFloats(), 2e-5);
        }
        Assert.Empty(left);

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        using var pass = new Pass();
        Assert.True(expected.TryFind("logits_final", out var logits));
        var tokens = fixture.Json["eval_ids"]![0]!.AsArray().Select(id => (long)id!).ToArray();
        Agreement.Check($"{fixture} logits", model.call(tensor(tokens).unsqueeze(0), pass).reshape(-1).data<float>().ToArray(), logits.ToFloats(), 1e-4);
    }

    private static TrainingOptions Options(JsonNode hyper, int batchSize) => new()
    {
        Steps = (long)hyper["steps"]!,
        BatchSize = batchSize,
        LearningRate = (double)hyper["lr"]!,
        LearningRateFloor = 1,
        ClipNorm = (double)hyper["max_grad_norm"]!,
        Optimizer = new() { Beta1 = (double)hyper["betas"]![0]!, Beta2 = (double)hyper["betas"]![1]!, Epsilon = (double)hyper["eps"]!, WeightDecay = (double)hyper["weight_decay"]! },
        Progress = ProgressDisplay.Silent,
    };
}
