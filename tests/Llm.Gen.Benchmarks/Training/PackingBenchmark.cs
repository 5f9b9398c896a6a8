using System.Globalization;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>
/// Useful tokens a second on ragged documents, whose lengths fall off exponentially from a mean of a quarter of the context: packed rows beside a row
/// for each document, filled up. What fills rows up is not useful.
/// </summary>
public static class PackingBenchmark
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const int Documents = 2_000;

    public static async Task<int> Run(Options options)
    {
        var preset = Preset.Find(options.Text("preset"));
        var (steps, pairs) = (options.Number("steps", 6), options.Number("pairs", 7));
        using var model = preset.Create(options.Text("dtype"));
        using var examples = Ragged(preset);
        var (packed, padded) = (new PackedRows(examples, preset.Context, 0), new PackedRows(examples, preset.Context, 0, packs: false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{examples.Count:N0} documents of {(double)examples.Tokens / examples.Count:F0} tokens in a context of {preset.Context}; rows packed are {packed.Filled:P1} full, one each {padded.Filled:P1}"));
        await Pairs.Compare(
            $"useful tokens/s, packed over padded, {preset.Name} {options.Text("dtype")}", pairs,
            () => Task.FromResult(Useful(model, packed, preset, steps)), () => Task.FromResult(Useful(model, padded, preset, steps)));
        return 0;
    }

    private static double Useful(CausalModel model, PackedRows rows, Preset preset, int steps)
    {
        var rates = new StepRates();
        var plan = new TrainingOptions { Steps = steps + 2, BatchSize = preset.Batch, Progress = ProgressDisplay.Silent };
        using (var trainer = new Trainer(model, rows, null, plan, null, [rates]))
            trainer.Run();
        return Pairs.Quantile(rates.Seen.Skip(2), 0.5) * rows.Filled;
    }

    private static ExampleFile Ragged(Preset preset)
    {
        var random = new Random(0);
        var tokenizer = CharacterTokenizer.Train([Letters], new CharacterTrainingOptions { UnknownToken = null });
        var encoder = new ExampleEncoder(tokenizer, new ExampleOptions { Context = preset.Context, Vocabulary = preset.Factory.Facts.Vocabulary, EndsDocuments = false });
        var records = Enumerable.Range(0, Documents).Select(i => new DataRecord("drawn", i + 1) { Text = random.GetString(Letters, Length(random, preset.Context)) });
        return ExampleFile.Write(records, encoder);
    }

    private static int Length(Random random, int context) =>
        Math.Clamp((int)(-Math.Log(1 - random.NextDouble()) * context / 4), 2, context);
}
