using Llm.Gen.Benchmarks.Measuring;

namespace Llm.Gen.Benchmarks;

/// <summary>Training, decoding and peak memory beside PyTorch's on the same machine, in interleaved pairs.</summary>
public static class AgainstTorch
{
    public static async Task<int> Run(Options options)
    {
        var peer = new TorchPeer(options.Text("python", "/usr/bin/python3"), options.Text("script"));
        var pairs = options.Number("pairs", 7);
        foreach (var preset in options.List("presets", "tiny,small"))
        {
            foreach (var dtype in options.List("dtypes", "float32,bfloat16"))
            {
                foreach (var what in options.List("what", "train,decode,memory"))
                    await Compare(peer, pairs, what, preset, dtype);
            }
        }
        return 0;
    }

    private static Task Compare(TorchPeer peer, int pairs, string what, string preset, string dtype) => what switch
    {
        "train" => Pairs.Compare($"train {preset} {dtype} tokens/s", pairs,
            () => Ours("train", preset, dtype, "tokens_per_second"),
            () => Theirs(peer, "train", preset, dtype, "tokens_per_second")),
        "decode" => Pairs.Compare($"decode {preset} {dtype} tokens/s", pairs,
            () => Ours("decode", preset, dtype, "decode_tokens_per_second"),
            () => Theirs(peer, "decode", preset, dtype, "decode_tokens_per_second")),
        "prompt" => Pairs.Compare($"prompt {preset} {dtype} tokens/s", pairs,
            () => Ours("decode", preset, dtype, "prompt_tokens_per_second"),
            () => Theirs(peer, "decode", preset, dtype, "prompt_tokens_per_second")),
        "memory" => Pairs.Compare($"train {preset} {dtype} peak MB", Math.Min(pairs, 3),
            async () => await Ours("train", preset, dtype, "peak_bytes") / 1e6,
            async () => await peer.PeakBytes("train", preset, dtype) / 1e6),
        _ => throw new ArgumentException($"--what takes train, decode, prompt and memory, not {what}"),
    };

    private static async Task<double> Ours(string what, string preset, string dtype, string key) =>
        (await Child.Ourselves(what, "--preset", preset, "--dtype", dtype)).GetProperty(key).GetDouble();

    private static async Task<double> Theirs(TorchPeer peer, string what, string preset, string dtype, string key) =>
        (await peer.Measure(what, preset, dtype)).GetProperty(key).GetDouble();
}
