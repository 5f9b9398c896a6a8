using System.Text.Json;
using Llm.Gen.Architectures;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>
/// Some steps of fine-tuning a stored model, in full, by LoRA on every projection, or by LoRA on NF4: tokens a second, and the peak of memory beside what
/// weights, gradients and moments take by the facts. What the program itself takes (compiled code, the managed heap, buffers of threads) is what a
/// rehearsal leaves behind, the same steps of a model of one layer of each kind; it is told apart, and no part of the peak.
/// </summary>
public static class TuningRun
{
    private const int RehearsedVocabulary = 512, RehearsedSteps = 60;

    public static Task<int> Run(Options options)
    {
        var (folder, memory) = (options.Text("model"), new Memory());
        var config = ModelConfig.Parse(File.ReadAllText(Path.Combine(folder, "config.json")));
        var factory = ModelCompiler.Default.Compile(config.Architecture);
        Rehearse(config.Architecture, options);
        memory.BeginWork();
        var rates = Tune(factory, folder, options, options.Number("steps", 4) + 1);

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tokens_per_second = Pairs.Quantile(rates.Skip(1), 0.5),
            peak_bytes = memory.PeakAbove,
            fact_bytes = Facts(config.Architecture, options).Total,
            program_bytes = memory.Program,
            start_bytes = memory.Start,
        }));
        return Task.FromResult(0);
    }

    private static MemoryEstimate Facts(Architecture architecture, Options options) => AdapterOf(options) is { } adapter
        ? TrainingMemory.OfAdapter(architecture, PrecisionOf(options), adapter, PlanOf(options, 1), FourBitOf(options))
        : TrainingMemory.OfModel(architecture, PrecisionOf(options), PlanOf(options, 1));

    private static void Rehearse(Architecture architecture, Options options)
    {
        var small = architecture with { Vocab = Math.Min(architecture.Vocab, RehearsedVocabulary), Layers = architecture.Layers.Distinct().ToEquatableArray() };
        var (factory, folder) = (ModelCompiler.Default.Compile(small), Directory.CreateTempSubdirectory("llm-tune-"));
        try
        {
            using (var model = factory.CreateModel())
                model.Save(folder.FullName);
            Tune(factory, folder.FullName, options, RehearsedSteps);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<double> Tune(ModelFactory factory, string folder, Options options, long steps)
    {
        using var model = factory.LoadModel(folder, new LoadOptions { Precision = PrecisionOf(options), FourBit = FourBitOf(options) });
        using var adapter = AdapterOf(options) is { } config ? ModelAdapter.Create(model, config) : null;
        adapter?.FreezeBase();
        var rates = new StepRates();
        using var trainer = new Trainer(model, new RandomTokens(model.Facts.Vocabulary, options.Number("context", 512)), null, PlanOf(options, steps), null, [rates]);
        trainer.Run();
        return rates.Seen;
    }

    private static Precision PrecisionOf(Options options) => options.Text("dtype", "float32") == "bfloat16" ? Precision.BFloat16 : Precision.Float32;

    private static FourBitOptions? FourBitOf(Options options) => options.Text("method") == "qlora" ? new FourBitOptions() : null;

    private static AdapterConfig? AdapterOf(Options options) => options.Text("method") == "full" ? null : new AdapterConfig { Rank = options.Number("rank", 8) };

    private static TrainingOptions PlanOf(Options options, long steps) =>
        new() { Steps = steps, BatchSize = options.Number("batch", 2), LearningRate = 1e-5, Progress = ProgressDisplay.Silent };
}
