using System.Text.Json.Nodes;
using Llm.Gen.Compilation;

namespace Llm.Gen.Training.Tests;

public sealed class TrainingReferenceTests
{
    [Fact]
    public void Losses_rates_norms_and_final_weights_are_the_references()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("train", IsPlain))
        {
            if (!IsLlama(fixture))
                continue;
            var hyper = fixture.Json["hyper"]!;
            using var model = ModelCompiler.Default.LoadModel(fixture.ModelFolder);
            var source = new CaseBatches(fixture.Json["token_ids"]!, fixture.Json["labels"]);
            var heard = new Recorder();
            using (var trainer = new Trainer(model, source, null, Options(hyper, source.BatchSize), callbacks: [heard]))
                trainer.Run();

            for (var step = 0; step < heard.Steps.Count; step++, compared++)
            {
                Agreement.Check($"{fixture} rate {step}", heard.Steps[step].LearningRate, (double)fixture.Json["expected"]!["lr"]![step]!, 1e-12);
                Agreement.Check($"{fixture} loss {step}", heard.Steps[step].Loss, (double)fixture.Json["expected"]!["loss"]![step]!, 2e-5);
                Agreement.Check($"{fixture} norm {step}", heard.Steps[step].GradientNorm, (double)fixture.Json["expected"]!["grad_norm"]![step]!, 2e-5);
            }
            using var expected = fixture.Open("expected.safetensors");
            foreach (var weight in model.Weights())
            {
                Assert.True(expected.TryFind("final." + weight.Name, out var final), weight.Name);
                Agreement.Check($"{fixture} {weight.Name}", weight.Parameter.detach().reshape(-1).data<float>().ToArray(), final.ToFloats(), 2e-5);
            }
        }
        Assert.NotEqual(0, compared);
    }

    private static bool IsPlain(JsonNode c) =>
        (double)c["hyper"]!["label_smoothing"]! == 0 && (double)c["hyper"]!["z_loss"]! == 0 && (double)c["hyper"]!["router_aux_loss_coef"]! == 0;

    private static bool IsLlama(TrainingCase fixture) =>
        (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(fixture.ModelFolder, "config.json")))!["model_type"] == "llama";

    private static TrainingOptions Options(JsonNode hyper, int batchSize) => new()
    {
        Steps = (long)hyper["steps"]!,
        BatchSize = batchSize,
        Accumulation = (int)hyper["accumulation"]!,
        LearningRate = (double)hyper["lr"]!,
        WarmupSteps = (long)hyper["warmup_steps"]!,
        LearningRateFloor = (double)hyper["min_lr_ratio"]!,
        ClipNorm = (double)hyper["max_grad_norm"]!,
        Optimizer = new() { Beta1 = (double)hyper["betas"]![0]!, Beta2 = (double)hyper["betas"]![1]!, Epsilon = (double)hyper["eps"]!, WeightDecay = (double)hyper["weight_decay"]! },
        Progress = ProgressDisplay.Silent,
    };
}
