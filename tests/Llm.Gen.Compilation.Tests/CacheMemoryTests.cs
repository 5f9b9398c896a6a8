using System.Text.Json.Nodes;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests;

/// <summary>A cache takes the memory that the facts say, whatever the layers keep of a token.</summary>
public sealed class CacheMemoryTests : IDisposable
{
    private const int Context = 2_000;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("mistral_swa", "sliding_window", 512)]         // every layer has a window
    [InlineData("gemma3", "sliding_window", 256)]              // some layers have one
    [InlineData("deepseek_v2", "kv_lora_rank", 64)]            // latents
    [InlineData("llama_gqa", "num_key_value_heads", 2)]
    public void Decoding_takes_what_the_facts_say_within_a_twentieth(string name, string key, int value)
    {
        var json = JsonNode.Parse(File.ReadAllText(Fixtures.Find($"models/{name}/config.json")))!.AsObject();
        (json[key], json["max_position_embeddings"]) = (value, 4_096);
        var architecture = ModelConfig.Parse(json.ToJsonString()).Architecture;
        using var model = new ModelCompiler(_folder.File("cache")).Compile(architecture).CreateModel();
        using var cache = new KvCache(model, rewind: 0);
        using var scope = NewDisposeScope();
        using var _ = no_grad();

        for (var at = 0; at < Context; at += at < 1_900 ? 380 : 1)
        {
            using var pass = new Pass { Cache = cache };
            model.Hidden(randint(architecture.Vocab, [1, at < 1_900 ? 380 : 1], dtype: ScalarType.Int64), pass).Dispose();
        }

        var expected = new ArchitectureFacts(architecture).CachedValues(Context) * sizeof(float);
        Assert.Equal(Context, cache.Length);
        Assert.InRange((double)cache.Bytes / expected, 0.95, 1.05);
    }

    public void Dispose() => _folder.Dispose();
}
