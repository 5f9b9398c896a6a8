using System.Text.Json;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>Some steps of fine-tuning a stored model, in full, by LoRA on every projection, or by LoRA on NF4: tokens a second, and the peak of memory beside what weights, gradients and moments take by their sizes.</summary>
public static class TuningRun
{
    private const int Master = 4, Gradient = 4, Moments = 8;      // bytes of each number that learns, in float32

    public static Task<int> Run(Options options)
    {
        var method = options.Text("method");
        var memory = new Memory();
        using var model = ModelCompiler.Default.LoadModel(options.Text("model"), new LoadOptions
        {
            Precision = options.Text("dtype", "float32") == "bfloat16" ? Precision.BFloat16 : Precision.Float32,
            FourBit = method == "qlora" ? new FourBitOptions() : null,
        });
        using var adapter = method == "full" ? null : ModelAdapter.Create(model, new AdapterConfig { Rank = options.Number("rank", 8) });
        adapter?.FreezeBase();
        var rates = new Rates();
        var plan = new TrainingOptions { Steps = options.Number("steps", 4) + 1, BatchSize = options.Number("batch", 2), LearningRate = 1e-5, Progress = ProgressDisplay.Silent };
        using var trainer = new Trainer(model, new RandomTokens(model.Facts.Vocabulary, options.Number("context", 512)), null, plan, null, [rates]);
        trainer.Run();

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tokens_per_second = Pairs.Quantile(rates.Seen.Skip(1), 0.5),
            peak_bytes = memory.PeakAbove,
            fact_bytes = Weights(model) + Learning(model),
        }));
        return Task.FromResult(0);
    }

    private static long Weights(CausalModel model)
    {
        var quantized = model.AdapterPoints().Where(point => point.Target.Substitute is QuantizedMatrix).ToDictionary(point => $"{point.Name}.weight", point => (QuantizedMatrix)point.Target.Substitute!);
        return model.Weights().Sum(weight => quantized.TryGetValue(weight.Name, out var matrix) ? matrix.Bytes : weight.Parameter.numel() * weight.Parameter.element_size());
    }

    private static long Learning(CausalModel model) => TrainableWeights.Of(model).Sum(weight =>
    {
        var isWide = weight.Parameter.element_size() == Master;
        var isOfModel = model.Weights().Any(own => ReferenceEquals(own.Parameter, weight.Parameter));
        return weight.Parameter.numel() * (Moments + (isWide ? Gradient : Gradient / 2 + Master) + (isOfModel ? 0 : Master));
    });

    private sealed class Rates : ITrainingCallback
    {
        public List<double> Seen { get; } = [];

        public void OnStep(TrainingStep step) => Seen.Add(step.TokensPerSecond);
    }
}
