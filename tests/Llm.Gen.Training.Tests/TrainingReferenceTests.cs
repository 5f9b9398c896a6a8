using System.Text.Json.Nodes;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

public sealed class TrainingReferenceTests
{
    [Fact]
    public void Losses_rates_norms_and_final_weights_are_the_references()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("train", _ => true))
        {
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
            CheckFinal(fixture, model);
        }
        Assert.NotEqual(0, compared);
    }

    private static void CheckFinal(TrainingCase fixture, CausalModel model)
    {
        using var folder = new TemporaryFolder();
        model.Save(folder.Path);
        using var saved = SafetensorsFile.Open(folder.File("model.safetensors"));
        using var expected = fixture.Open("expected.safetensors");
        foreach (var tensor in saved.Tensors)
        {
            Assert.True(expected.TryFind("final." + tensor.Name, out var final), tensor.Name);
            Agreement.Check($"{fixture} {tensor.Name}", WithoutKeys(tensor, tensor.ToFloats()), WithoutKeys(tensor, final.ToFloats()), 2e-5);
        }
    }

    /// <summary>What adds the same to all keys of a row changes no softmax: its gradient is rounding alone, and so is where Adam takes it.</summary>
    private static float[] WithoutKeys(StoredTensor tensor, float[] values) => tensor.Name.EndsWith("c_attn.bias", StringComparison.Ordinal)
        ? [.. values[..(values.Length / 3)], .. values[(2 * values.Length / 3)..]]
        : values;

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
        DecayedWeights = DecayedWeights.TwoDimensional,
        Loss = new()
        {
            LabelSmoothing = (double)hyper["label_smoothing"]!,
            ZLoss = (double)hyper["z_loss"]!,
            RouterBalance = (double)hyper["router_aux_loss_coef"]!,
        },
        Progress = ProgressDisplay.Silent,
    };
}
