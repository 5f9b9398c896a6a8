using System.Text.Json;
using Llm.Gen.Architectures;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>
/// Some steps of training, as the peer takes them: the median of all but the first two. What stands at the peak above weights, gradients and the
/// optimiser's state counts as activations. A token sees half of the context on average, and training computes three times what the forward pass does.
/// </summary>
public static class TrainingRun
{
    public static Task<int> Run(Options options)
    {
        var preset = Preset.Find(options.Text("preset"));
        var memory = new Memory();
        using var model = preset.Create(options.Text("dtype"));
        var rates = new StepRates();
        var plan = new TrainingOptions
        {
            Steps = options.Number("steps", 8) + 2,
            BatchSize = preset.Batch,
            Checkpointing = options.Number("checkpointing", 0) != 0,
            Optimizer = new OptimizerOptions { Beta1 = 0.9, Beta2 = 0.95, WeightDecay = 0.1 },
            Progress = ProgressDisplay.Silent,
        };
        using var trainer = new Trainer(model, new RandomTokens(preset.Factory.Facts.Vocabulary, preset.Context), null, plan, null, [rates]);
        trainer.Run();

        var facts = new ArchitectureFacts(ModelConfig.Parse(preset.Factory.Facts.Config).Architecture);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tokens_per_second = Pairs.Quantile(rates.Seen.Skip(2), 0.5),
            peak_bytes = memory.PeakAbove,
            start_bytes = memory.Start,
            activation_bytes = memory.PeakAbove - facts.TrainingMemory(options.Text("dtype") == "bfloat16" ? 2 : 4).Total,
            flops_per_token = 3 * facts.FlopsPerToken((preset.Context + 1) / 2),
        }));
        return Task.FromResult(0);
    }
}
