using System.Diagnostics;
using System.Text.Json;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Runtime;

namespace Llm.Gen.Benchmarks.Loading;

/// <summary>Constructs SmolLM2 as bfloat16 and fills it from a folder in the file cache; memory beside that of the weights.</summary>
public static class LoadingRun
{
    public static Task<int> Run(Options options)
    {
        using (var warm = TorchSharp.torch.zeros(1))
            warm.Dispose();                                             // libtorch itself is not what is timed
        ReadAll(options.Text("model"));

        var memory = new Memory();
        var begun = Stopwatch.GetTimestamp();
        using var model = SmolLm2.Load(options.Text("model"), new LoadOptions { Precision = Precision.BFloat16 });
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var weights = 2 * SmolLm2.ParameterCount;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            seconds,
            peak_over_weights = memory.PeakAbove / (double)weights,
            held_over_weights = memory.NowAbove / (double)weights,
        }));
        return Task.FromResult(0);
    }

    private static void ReadAll(string path)
    {
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path) : [path])
        {
            using var stream = File.OpenRead(file);
            stream.CopyTo(Stream.Null);
        }
    }
}
