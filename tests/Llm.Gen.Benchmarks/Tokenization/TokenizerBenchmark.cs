using System.Diagnostics;
using System.Globalization;
using System.Text;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Benchmarks.Tokenization;

/// <summary>
/// Encoding on one thread against Hugging Face's library (Rust, through its npm package): the lines of a text as one batch, in MB/s.
/// Also the bytes that encoding allocates, and the time to train byte-level BPE until nothing is left to merge.
/// </summary>
public static class TokenizerBenchmark
{
    /// <summary>
    /// --tokenizers FILE,FILE --texts FILE,FILE --peer tokenizers_node.js --modules node_modules [--pairs N] [--runs N]
    /// </summary>
    public static async Task<int> Run(Options options)
    {
        foreach (var file in options.List("tokenizers", ""))
        {
            foreach (var text in options.List("texts", ""))
                await Encode(file, text, options);
        }

        foreach (var text in options.List("texts", ""))
            Train(text);
        return 0;
    }

    private static async Task Encode(string file, string text, Options options)
    {
        var tokenizer = Tokenizer.Load(file);
        var lines = File.ReadAllText(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var bytes = lines.Sum(line => (long)Encoding.UTF8.GetByteCount(line));
        var runs = options.Number("runs", 5);
        Environment.SetEnvironmentVariable("NODE_PATH", options.Text("modules"));
        Environment.SetEnvironmentVariable("TOKENIZERS_PARALLELISM", "false");
        var title = $"{Path.GetFileName(Path.GetDirectoryName(file))} {Path.GetFileName(text)}";
        await Pairs.Compare($"{title}, best of {runs} [MB/s]", options.Number("pairs", 7), () => Task.FromResult(Ours(tokenizer, lines, bytes, runs)), () => Peer(runs));
        await Pairs.Compare($"{title}, words new to both [MB/s]", options.Number("pairs", 7), () => Task.FromResult(Ours(Tokenizer.Load(file), lines, bytes, 1)), () => Peer(1));

        await Pairs.Compare(
            $"{title}, ours in parallel against one thread [MB/s]", options.Number("pairs", 7), () => Task.FromResult(InParallel(tokenizer, lines, bytes, runs)), () => Task.FromResult(Kept(tokenizer, lines, bytes, runs)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var tokens = lines.Sum(line => (long)tokenizer.CountTokens(line));
        Console.WriteLine($"  {tokens} tokens; {(GC.GetAllocatedBytesForCurrentThread() - before) / (bytes / 1e6):F0} bytes allocated per MB by counting them");

        async Task<double> Peer(int count) =>
            (await Child.Run("node", options.Text("peer"), file, text, count.ToString(CultureInfo.InvariantCulture))).GetProperty("best_mb_per_second").GetDouble();
    }

    private static double Ours(Tokenizer tokenizer, string[] lines, long bytes, int runs) => Speed(bytes, runs, () =>
    {
        foreach (var line in lines)
            tokenizer.EncodeToIds(line);
    });

    // One thread that keeps what it gets, as a batch does.
    private static double Kept(Tokenizer tokenizer, string[] lines, long bytes, int runs) => Speed(bytes, runs, () =>
    {
        var rows = new IReadOnlyList<int>[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            rows[i] = tokenizer.EncodeToIds(lines[i]);
        GC.KeepAlive(rows);
    });

    private static double InParallel(Tokenizer tokenizer, string[] lines, long bytes, int runs) => Speed(bytes, runs, () => tokenizer.EncodeBatchToIds(lines));

    private static double Speed(long bytes, int runs, Action encode)
    {
        var best = double.MaxValue;
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            encode();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return bytes / 1e6 / best;
    }

    private static void Train(string text)
    {
        var content = File.ReadAllText(text);
        for (var run = 0; run < 3; run++)
        {
            var clock = Stopwatch.StartNew();
            var tokenizer = BpeTrainer.Train([content], new BpeTrainingOptions { VocabularySize = int.MaxValue });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training on {Path.GetFileName(text)}: {clock.Elapsed.TotalSeconds:F2} s, {tokenizer.VocabularySize} tokens"));
        }
    }
}
