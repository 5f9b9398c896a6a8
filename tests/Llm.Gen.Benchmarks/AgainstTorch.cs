using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Benchmarks.Training;

namespace Llm.Gen.Benchmarks;

/// <summary>Training, decoding and peak memory beside PyTorch's on the same machine, in interleaved pairs.</summary>
public static class AgainstTorch
{
    public static async Task<int> Run(Options options)
    {
        var peer = new TorchPeer(options.Text("python", "/usr/bin/python3"), options.Text("script"));
        var pairs = options.Number("pairs", 7);
        var steps = options.Number("steps", 8);
        foreach (var preset in options.List("presets", "tiny,small"))
        {
            foreach (var dtype in options.List("dtypes", "float32,bfloat16"))
            {
                foreach (var what in options.List("what", "train,decode,memory"))
                    await Compare(peer, pairs, steps, what, preset, dtype);
            }
        }
        return 0;
    }

    private static Task Compare(TorchPeer peer, int pairs, int steps, string what, string preset, string dtype) => what switch
    {
        "train" => Pairs.Compare($"train {preset} {dtype} tokens/s", pairs,
            () => Trained(preset, dtype, steps, "tokens_per_second"),
            async () => (await peer.Train(preset, dtype, steps)).GetProperty("tokens_per_second").GetDouble()),
        "decode" => Pairs.Compare($"decode {preset} {dtype} tokens/s", pairs,
            () => Decoded(preset, dtype, "decode_tokens_per_second"),
            async () => (await peer.Decode(preset, dtype)).GetProperty("decode_tokens_per_second").GetDouble()),
        "prompt" => Pairs.Compare($"prompt {preset} {dtype} tokens/s", pairs,
            () => Decoded(preset, dtype, "prompt_tokens_per_second"),
            async () => (await peer.Decode(preset, dtype)).GetProperty("prompt_tokens_per_second").GetDouble()),
        "memory" => Pairs.Compare($"train {preset} {dtype} peak MB", Math.Min(pairs, 3),
            async () => await Trained(preset, dtype, steps, "peak_bytes") / 1e6,
            async () => await peer.PeakBytes(preset, dtype, steps) / 1e6),
        "activations" => Activations(peer, Math.Min(pairs, 3), steps, preset, dtype, checkpointing: false),
        "checkpointed" => Activations(peer, Math.Min(pairs, 3), steps, preset, dtype, checkpointing: true),
        "share" => PeakShare.Compare(peer, pairs, steps, preset, dtype),
        _ => throw new ArgumentException($"--what takes train, decode, prompt, memory, activations, checkpointed and share, not {what}"),
    };

    /// <summary>What stands above weights, gradients and the moments of AdamW at the peak; the peer keeps all of these in float32 and computes under autocast, without checkpointing.</summary>
    private static Task Activations(TorchPeer peer, int pairs, int steps, string preset, string dtype, bool checkpointing)
    {
        var state = 16.0 * Preset.Find(preset).Factory.Facts.ParameterCount;
        return Pairs.Compare($"{(checkpointing ? "checkpointed" : "activations")} {preset} {dtype} MB", pairs,
            async () => await Trained(preset, dtype, steps, "activation_bytes", checkpointing) / 1e6,
            async () => (await peer.PeakBytes(preset, dtype, steps) - state) / 1e6);
    }

    private static async Task<double> Trained(string preset, string dtype, int steps, string key, bool checkpointing = false) =>
        (await Child.Ourselves("train", "--preset", preset, "--dtype", dtype, "--steps", $"{steps}", "--checkpointing", checkpointing ? "1" : "0")).GetProperty(key).GetDouble();

    private static async Task<double> Decoded(string preset, string dtype, string key) =>
        (await Child.Ourselves("decode", "--preset", preset, "--dtype", dtype)).GetProperty(key).GetDouble();
}
