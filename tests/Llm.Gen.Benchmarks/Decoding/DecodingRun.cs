using System.Diagnostics;
using System.Text.Json;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Runtime;

namespace Llm.Gen.Benchmarks.Decoding;

/// <summary>A prompt and some tokens after it, through the generator that users call: the best of three, as the peer takes it.</summary>
public static class DecodingRun
{
    private const int Runs = 3;

    public static async Task<int> Run(Options options)
    {
        var preset = Preset.Find(options.Text("preset"));
        var (prompt, fresh) = (options.Number("prompt", 128), options.Number("new", 32));
        var memory = new Memory();
        using var model = preset.Create(options.Text("dtype"));
        var generator = new Generator(model);
        var random = new Random(0);
        var (promptRate, decodeRate) = (0.0, 0.0);
        for (var run = 0; run < Runs; run++)
        {
            var tokens = Enumerable.Range(0, prompt).Select(_ => random.Next(model.Facts.Vocabulary)).ToArray();
            var begun = Stopwatch.GetTimestamp();
            var first = begun;
            var made = 0;
            await foreach (var _ in generator.GenerateAsync(tokens, new GenerationOptions { MaxNewTokens = fresh + 1, StopTokens = [] }))
            {
                if (made++ == 0)
                    first = Stopwatch.GetTimestamp();
            }
            promptRate = Math.Max(promptRate, prompt / Stopwatch.GetElapsedTime(begun, first).TotalSeconds);
            decodeRate = Math.Max(decodeRate, fresh / Stopwatch.GetElapsedTime(first).TotalSeconds);
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            prompt_tokens_per_second = promptRate,
            decode_tokens_per_second = decodeRate,
            peak_bytes = memory.PeakAbove,
            start_bytes = memory.Start,
        }));
        return 0;
    }
}
