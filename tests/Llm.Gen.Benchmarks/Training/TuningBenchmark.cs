using System.Globalization;
using System.Text.Json;
using Llm.Gen.Benchmarks.Measuring;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>LoRA (rank 8, every projection) beside full fine-tuning of the same model at context 512, batch 2; memory of both and of QLoRA.</summary>
public static class TuningBenchmark
{
    private static readonly string[] Methods = ["full", "lora", "qlora"];

    public static async Task<int> Run(Options options)
    {
        var (model, dtype, steps) = (options.Text("model"), options.Text("dtype", "float32"), options.Text("steps", "4"));
        await Pairs.Compare($"LoRA over full fine-tuning, {dtype}, tokens/s", options.Number("pairs", 3), () => Rate("lora"), () => Rate("full"));
        foreach (var method in Methods)
        {
            var (run, small) = (await Once(method), await Once(method, "--context", "1", "--batch", "1"));      // activations of one token are nothing
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{method,-6} {Number(run, "tokens_per_second"),8:F1} tokens/s   by the facts {Megabytes(small, "fact_bytes"),7:F0} MB, without activations {Megabytes(small, "peak_bytes"),7:F0} MB, peak {Megabytes(run, "peak_bytes"),7:F0} MB   the program {Megabytes(run, "program_bytes"),4:F0} MB"));
        }
        return 0;

        Task<JsonElement> Once(string method, params string[] sizes) =>
            Child.Ourselves(["tune-once", "--model", model, "--dtype", dtype, "--method", method, "--steps", steps, .. sizes]);

        async Task<double> Rate(string method) => Number(await Once(method), "tokens_per_second");
    }

    private static double Number(JsonElement run, string key) => run.GetProperty(key).GetDouble();

    private static double Megabytes(JsonElement run, string key) => Number(run, key) / 1e6;
}
