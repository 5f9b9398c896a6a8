using Llm.Gen.Benchmarks;
using Llm.Gen.Benchmarks.Tokenization;

// Each benchmark prints ratios against a peer, or against the machine's own limit, measured in the same run.
// 'once' is what a comparison starts in a process of its own; it prints one JSON object.
Benchmark[] benchmarks =
[
    new("tokenizer", "encoding and training against Hugging Face's library", TokenizerBenchmark.Run),
];

if (args.Length == 0 || benchmarks.FirstOrDefault(b => b.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine("usage: Llm.Gen.Benchmarks NAME [--option value ...]");
    foreach (var benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-16} {benchmark.Summary}");
    return 2;
}

return await chosen.Run(new Options(args[1..]));
