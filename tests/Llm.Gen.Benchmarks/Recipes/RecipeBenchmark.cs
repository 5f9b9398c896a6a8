using System.Globalization;
using Llm.Gen.Benchmarks.Measuring;

namespace Llm.Gen.Benchmarks.Recipes;

/// <summary>The recipes of nanoGPT's setting by the tool, beside the same models written plainly in PyTorch.</summary>
public static class RecipeBenchmark
{
    private const double TokensOfRun = 2_000.0 * 12 * 64;

    public static async Task<int> Run(Options options)
    {
        var (text, root) = (Path.GetFullPath(options.Text("text")), options.Text("root", "."));
        var (python, pairs, steps) = (options.Text("python", "/usr/bin/python3"), options.Number("pairs", 7), options.Number("steps", 300));
        var peer = Path.Combine(root, "tests", "Llm.Gen.Benchmarks", "Recipes", "nano_torch.py");
        foreach (var recipe in options.List("recipes", "nano-gpt,nano-llama"))
        {
            await Pairs.Compare($"train {recipe} seconds of 2000 steps", pairs,
                () => OfTool(root, recipe, text, steps),
                async () => Seconds((await Child.Run(python, peer, recipe, "--text", text, "--steps", $"{steps}")).GetProperty("tokens_per_second").GetDouble()));
        }
        return 0;
    }

    private static async Task<double> OfTool(string root, string recipe, string text, int steps)
    {
        var folder = Directory.CreateTempSubdirectory("llm-gen-recipe-").FullName;
        try
        {
            var result = await Child.Run(
                Path.Combine(root, "eng", "llm"), "train", "--config", Path.Combine(root, "examples", "recipes", $"{recipe}.json"), "--json",
                "--set", $"data.texts=[\"{text}\"]", "--set", $"output={Path.Combine(folder, "run")}",
                "--set", string.Create(CultureInfo.InvariantCulture, $"training.steps={steps}"), "--set", "training.validation_batches=1");
            return Seconds(result.GetProperty("tokens_per_second").GetDouble());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Seconds(double tokensPerSecond) => TokensOfRun / tokensPerSecond;
}
