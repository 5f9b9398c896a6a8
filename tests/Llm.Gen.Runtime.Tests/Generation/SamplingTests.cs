using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Generation;

public class SamplingTests
{
    private static readonly string Folder = Fixtures.Find("generation");

    /// <summary>The rules that are ours, without the option to keep more than one token.</summary>
    private static readonly string[] Kinds = ["temperature", "top_k", "top_p", "min_p", "repetition_penalty"];

    public static TheoryData<string> Cases()
    {
        using var document = Read("processors.json");
        return [.. document.RootElement.EnumerateArray().Where(IsOurs).Select(item => item.GetProperty("name").GetString()!)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rules_equal_the_reference(string name)
    {
        using var document = Read("processors.json");
        var item = document.RootElement.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "processors.safetensors"));
        var (input, expected) = (Floats(file, item.GetProperty("input").GetString()!), Floats(file, "out." + name));
        Assert.True(file.TryFind("input_ids", out var stored));
        var (ids, rows) = (stored.ToIntegers(), (int)stored.Shape[0]);
        var (length, vocabulary) = (ids.Length / rows, input.Length / rows);

        for (var row = 0; row < rows; row++)
        {
            var logits = input.AsSpan(row * vocabulary, vocabulary);
            foreach (var step in item.GetProperty("steps").EnumerateArray())
                Apply(step, logits, ids.AsSpan(row * length, length));
            for (var id = 0; id < vocabulary; id++)
            {
                var wanted = expected[row * vocabulary + id];
                if (float.IsInfinity(wanted))
                    Assert.Equal(wanted, logits[id]);
                else
                    Assert.Equal(wanted, logits[id], 1e-5f * Math.Max(1, Math.Abs(wanted)));
            }
        }
    }

    [Fact]
    public void Draws_equal_the_reference()
    {
        using var document = Read("sampling.json");
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "processors.safetensors"));
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var logits = Floats(file, "out." + item.GetProperty("processors").GetString());
            var rows = item.GetProperty("rows").EnumerateArray().ToList();
            var vocabulary = logits.Length / rows.Count;
            foreach (var (i, row) in rows.Index())
            {
                foreach (var (u, token) in row.GetProperty("u").EnumerateArray().Zip(row.GetProperty("tokens").EnumerateArray()))
                    Assert.Equal(token.GetInt32(), Sampling.Draw(logits.AsSpan(i * vocabulary, vocabulary), u.GetDouble()));
            }
        }
    }

    [Fact]
    public void Numbers_are_uniform_and_depend_on_seed_stream_and_count_alone()
    {
        var (a, b, c) = (new CounterRandom(1), new CounterRandom(1, 1), new CounterRandom(2));
        var numbers = Enumerable.Range(0, 100_000).Select(n => a.Uniform((ulong)n)).ToList();

        Assert.Equal(0.5, numbers.Average(), 0.005);
        Assert.Equal(1 / 12.0, numbers.Average(x => (x - 0.5) * (x - 0.5)), 0.001);
        Assert.Equal(100_000, numbers.Distinct().Count());
        Assert.Equal(3, new[] { a.Bits(7), b.Bits(7), c.Bits(7) }.Distinct().Count());
        Assert.Equal(a.Bits(7), new CounterRandom(1).Bits(7));
    }

    [Fact]
    public void A_temperature_too_small_for_the_numbers_leaves_the_best()
    {
        float[] logits = [-3, 2, 2.5f, -80];

        Sampling.Scale(logits, 1e-300);

        Assert.Equal(2, Sampling.Draw(logits, 0.999));
        Assert.Equal(2, Sampling.Draw(logits, 0));
    }

    private static void Apply(JsonElement step, Span<float> logits, ReadOnlySpan<long> ids)
    {
        switch (step.GetProperty("kind").GetString())
        {
            case "temperature": Sampling.Scale(logits, step.GetProperty("temperature").GetDouble()); break;
            case "top_k": Sampling.KeepTop(logits, step.GetProperty("k").GetInt32()); break;
            case "top_p": Sampling.KeepNucleus(logits, step.GetProperty("p").GetDouble()); break;
            case "min_p": Sampling.KeepShare(logits, step.GetProperty("p").GetDouble()); break;
            default: Sampling.Penalize(logits, Array.ConvertAll(ids.ToArray(), id => (int)id), step.GetProperty("penalty").GetDouble()); break;
        }
    }

    private static bool IsOurs(JsonElement item) =>
        item.GetProperty("ids").GetString() == "input_ids"
        && item.GetProperty("steps").EnumerateArray().All(step => Kinds.Contains(step.GetProperty("kind").GetString()) && !step.TryGetProperty("min_keep", out _));

    private static float[] Floats(SafetensorsFile file, string name) => file.TryFind(name, out var tensor) ? tensor.ToFloats() : throw new KeyNotFoundException(name);

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name)));
}
