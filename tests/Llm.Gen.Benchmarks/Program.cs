using Llm.Gen.Benchmarks;
using Llm.Gen.Benchmarks.Decoding;
using Llm.Gen.Benchmarks.Experts;
using Llm.Gen.Benchmarks.Generating;
using Llm.Gen.Benchmarks.Loading;
using Llm.Gen.Benchmarks.Recipes;
using Llm.Gen.Benchmarks.Tokenization;
using Llm.Gen.Benchmarks.Training;

// Each benchmark prints ratios against a peer, or against the machine's own limit, measured in the same run.
// 'train', 'tune-once', 'matmul-peak', 'decode', 'compile-once' and 'load' are one measurement, which a comparison starts in a process of its own: one JSON object.
Benchmark[] benchmarks =
[
    new("tokenizer", "encoding and training against Hugging Face's library", TokenizerBenchmark.Run),
    new("against-torch", "training, decoding, memory beside PyTorch: --script FILE [--presets a,b] [--dtypes a,b] [--what a,b] [--steps N] [--pairs N]", AgainstTorch.Run),
    new("train", "steps of training: --preset P --dtype D [--steps N] [--checkpointing 1]", TrainingRun.Run),
    new("matmul-peak", "torch's product of large matrices: --dtype D", PeakShare.Peak),
    new("packing", "ragged documents packed beside padded: --preset P --dtype D [--steps N] [--pairs N]", PackingBenchmark.Run),
    new("tune", "LoRA, QLoRA and full fine-tuning of a stored model: --model FOLDER [--dtype D] [--pairs N] [--steps N]", TuningBenchmark.Run),
    new("tune-once", "one of them: --model FOLDER --method full|lora|qlora [--dtype D] [--rank N] [--steps N] [--context N] [--batch N]", TuningRun.Run),
    new("decode", "a prompt and new tokens: --preset P --dtype D [--prompt N] [--new N]", DecodingRun.Run),
    new("optimizers", "a step of each optimizer beside AdamW's: [--preset P] [--dtype D] [--names A,B] [--rounds N] [--steps N]", OptimizerBenchmark.Run),
    new("kills", "a run that is killed and resumed beside one that is not: [--kills N] [--longest MS] [--preset P] [--dtype D] [--steps N] [--optimizer O]", KillsBenchmark.Run),
    new("kills-run", "one of its runs: --folder F --run NAME", KillsBenchmark.Child),
    new("generator", "the generator in the compiler: [--models N] [--edited N] [--times N]", GeneratorBenchmark.Run),
    new("compile", "the way in at run time: [--times N]", CompilationBenchmark.Run),
    new("compile-once", "two models in one process: --cache FOLDER", CompilationBenchmark.Once),
    new("experts", "decoding with 2 of 8 experts beside a dense layer of their size: [--pairs N] [--tokens N]", ExpertsBenchmark.Run),
    new("recipes", "the recipes of nanoGPT's setting beside PyTorch: --text FILE [--pairs N] [--steps N] [--root FOLDER]", RecipeBenchmark.Run),
    new("load", "SmolLM2 as bfloat16 from a folder: --model FOLDER", LoadingRun.Run),
];

if (args.Length == 0 || benchmarks.FirstOrDefault(b => b.Name == args[0]) is not { } chosen)
{
    Console.Error.WriteLine("usage: Llm.Gen.Benchmarks NAME [--option value ...]");
    foreach (var benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-16} {benchmark.Summary}");
    return 2;
}

return await chosen.Run(new Options(args[1..]));
