using System.Globalization;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Runtime;
using Llm.Gen.Training;
using TorchSharp;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>The share of torch's matmul peak that training reaches, ours and the peer's, the three measured in turn.</summary>
public static class PeakShare
{
    public static async Task Compare(TorchPeer peer, int pairs, int steps, string preset, string dtype)
    {
        var (peaks, ours, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < pairs; i++)
        {
            var peak = (await Child.Ourselves("matmul-peak", "--dtype", dtype)).GetProperty("flops").GetDouble();
            var run = await Child.Ourselves("train", "--preset", preset, "--dtype", dtype, "--steps", $"{steps}");
            var flops = run.GetProperty("flops_per_token").GetDouble();
            peaks.Add(peak);
            ours.Add(run.GetProperty("tokens_per_second").GetDouble() * flops / peak);
            theirs.Add((await peer.Train(preset, dtype, steps)).GetProperty("tokens_per_second").GetDouble() * flops / peak);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"share of the matmul peak {preset} {dtype}: ours {Pairs.Quantile(ours, 0.5):P0}, peer {Pairs.Quantile(theirs, 0.5):P0}, peak {Pairs.Quantile(peaks, 0.5) / 1e9:F0} GFLOP/s"));
    }

    /// <summary>torch's product of large matrices, a measurement in a process of its own.</summary>
    public static Task<int> Peak(Options options)
    {
        torch.set_num_threads(Environment.ProcessorCount);
        var peak = MachinePeak.Measure(new Placement(torch.CPU, options.Text("dtype") == "bfloat16" ? torch.bfloat16 : torch.float32));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"flops\": {peak}}}"));
        return Task.FromResult(0);
    }
}
