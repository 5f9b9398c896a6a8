using System.Text.Json;
using Llm.Gen.Architectures;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Compilation;

namespace Llm.Gen.Benchmarks.Generating;

/// <summary>The way in at run time: emit and compile a model in a fresh process, then another one, then the first from the cache on disk.</summary>
public static class CompilationBenchmark
{
    public static async Task<int> Run(Options options)
    {
        var (cold, warm, disk) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < options.Number("times", 7); i++)
        {
            var cache = Directory.CreateTempSubdirectory("llm-gen-");
            try
            {
                var compiled = await Child.Ourselves("compile-once", "--cache", cache.FullName);
                var found = await Child.Ourselves("compile-once", "--cache", cache.FullName);
                cold.Add(compiled.GetProperty("first").GetDouble());
                warm.Add(compiled.GetProperty("second").GetDouble());
                disk.Add(found.GetProperty("first").GetDouble());
            }
            finally
            {
                cache.Delete(recursive: true);
            }
        }

        Sample.Print("emit and compile, the first in a process", cold, 1_500);
        Sample.Print("emit and compile, the next", warm, 400);
        Sample.Print("from the cache on disk, the first in a process", disk, 100);
        return 0;
    }

    /// <summary>One measurement, in a process of its own.</summary>
    public static Task<int> Once(Options options)
    {
        var compiler = new ModelCompiler(options.Text("cache"));
        var (one, other) = (SmolLm2(1_536), SmolLm2(2_048));
        var first = Sample.Milliseconds(() => compiler.Compile(one));
        var second = Sample.Milliseconds(() => compiler.Compile(other));
        Console.WriteLine(JsonSerializer.Serialize(new { first, second }));
        return Task.FromResult(0);
    }

    private static Architecture SmolLm2(int inner) => ModelConfig.Parse(Models.SmolLm2.Config.Replace("\"intermediate_size\": 1536", $"\"intermediate_size\": {inner}")).Architecture;
}
