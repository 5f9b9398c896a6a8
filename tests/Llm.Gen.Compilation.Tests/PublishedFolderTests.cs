using System.Text.Json.Nodes;
using Llm.Gen.Architectures;
using Llm.Gen.Runtime;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;
using static TorchSharp.torch;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Compilation.Tests;

/// <summary>Folders as they are published: without the base model's prefix, with buffers of older writers, inside a larger model, beside parts of other uses.</summary>
public sealed class PublishedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>One case of each family.</summary>
    public static TheoryData<string> Families()
    {
        var models = new TheoryData<string>();
        foreach (var family in Fixtures.Folders("models").GroupBy(folder => (string)Config(folder)["model_type"]!))
            models.Add(Path.GetFileName(family.First()));
        return models;
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_base_model_saved_by_itself_with_its_buffers_loads_and_is_saved_under_the_familys_names(string name)
    {
        var published = Fixtures.Find($"models/{name}");
        var architecture = ModelConfig.Parse(Config(published).ToJsonString()).Architecture;
        var names = WeightNames.Of(architecture);
        var prefix = names.Decoder.Split('.')[0] + ".";
        var layer = $"{names.Decoder}.{names.Layers}.0.{names.Attention}"[prefix.Length..];
        Rewrite(published, "stored", Config(published), tensors =>
        [
            .. tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type, tensor.Name.StartsWith(prefix, StringComparison.Ordinal) ? tensor.Name[prefix.Length..] : tensor.Name)),
            Extra($"{layer}.bias", 1, 1, 8, 8), Extra($"{layer}.masked_bias"), Extra($"{layer}.rotary_emb.inv_freq", 4), .. architecture.TiedEmbeddings ? [Extra($"{names.Head}.weight", 1)] : Array.Empty<TensorToWrite>(),
        ]);

        var factory = Compiler.Compile(architecture);
        using var stored = factory.LoadModel(_folder.File("stored"));
        using var expected = factory.LoadModel(published);
        stored.Save(_folder.File("saved"));

        AssertSame(expected, stored);
        using var saved = CheckpointFolder.Open(_folder.File("saved"));
        Assert.Equal(architecture.Weights().Select(weight => weight.Name).Order(), saved.Tensors.Select(tensor => tensor.Name).Order());
    }

    [Theory]
    [InlineData("language_model.model.", "")]                      // as Gemma 3 was published
    [InlineData("model.language_model.", "model.")]                // as later writers have it
    public void The_text_part_of_a_model_with_eyes_is_what_the_text_alone_is_and_is_saved_as_that(string decoder, string eyes)
    {
        var published = Fixtures.Folders("models").First(folder => (string)Config(folder)["model_type"]! == "gemma3_text");
        var text = Config(published);
        text.Remove("architectures");
        text.Remove("dtype");
        text.Remove("torch_dtype");
        var whole = new JsonObject
        {
            ["architectures"] = new JsonArray("Gemma3ForConditionalGeneration"),
            ["model_type"] = "gemma3",
            ["text_config"] = text,
            ["vision_config"] = new JsonObject { ["hidden_size"] = 8, ["model_type"] = "siglip_vision_model" },
            ["mm_tokens_per_image"] = 256,
            ["torch_dtype"] = "float32",
        };
        Rewrite(published, "whole", whole, tensors =>
        [
            .. tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type, decoder + tensor.Name["model.".Length..])),
            Extra($"{eyes}vision_tower.vision_model.embeddings.patch_embedding.weight", 8, 3), Extra($"{eyes}multi_modal_projector.mm_input_projection_weight", 8, 8),
        ]);

        var report = Verification.Run(Compiler.Compile(ModelConfig.Parse(whole.ToJsonString()).Architecture), _folder.File("whole"), expected: published);
        using var model = Compiler.LoadModel(_folder.File("whole"));
        model.Save(_folder.File("saved"));

        Assert.Empty(report.Differences);
        Assert.Equal(["2 tensors of a part that sees images are left in the file"], model.LeftInFile);
        var saved = Config(_folder.File("saved"));
        Assert.Equal(("gemma3_text", "Gemma3ForCausalLM", "float32"), ((string)saved["model_type"]!, (string)saved["architectures"]![0]!, (string)saved["torch_dtype"]!));
        Assert.All(text.Select(field => field.Key), key => Assert.True(saved.ContainsKey(key), key));
        using var tensors = CheckpointFolder.Open(_folder.File("saved"));
        Assert.All(tensors.Tensors, tensor => Assert.StartsWith("model.", tensor.Name, StringComparison.Ordinal));
        using var again = Compiler.LoadModel(_folder.File("saved"));
        AssertSame(model, again);
    }

    [Fact]
    public void Layers_that_predict_further_ahead_are_left_where_the_family_is_published_with_them_and_refused_elsewhere()
    {
        var deep = Fixtures.Folders("models").First(folder => (string)Config(folder)["model_type"]! == "deepseek_v3");
        var plain = Fixtures.Folders("models").First(folder => (string)Config(folder)["model_type"]! == "llama");
        foreach (var folder in new[] { deep, plain })
        {
            var layers = (int)Config(folder)["num_hidden_layers"]!;
            Rewrite(folder, Path.GetFileName(folder), Config(folder), tensors =>
                [.. tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type)), Extra($"model.layers.{layers}.eh_proj.weight", 8, 16), Extra($"model.layers.{layers}.self_attn.o_proj.weight", 8, 8)]);
        }

        using var model = Compiler.LoadModel(_folder.File(Path.GetFileName(deep)));
        var failure = Assert.Throws<InvalidDataException>(() => Compiler.LoadModel(_folder.File(Path.GetFileName(plain))));

        Assert.Equal(["2 tensors of a part that predicts tokens further ahead are left in the file"], model.LeftInFile);
        Assert.Contains("eh_proj.weight [8, 16] has no place in Llama", failure.Message);
    }

    [Fact]
    public void A_family_that_nobody_knows_loads_by_a_declaration_and_a_table_of_names()
    {
        var published = Fixtures.Folders("models").First(folder => (string)Config(folder)["model_type"]! == "mixtral");
        var unknown = new JsonObject { ["model_type"] = "fresh", ["layers"] = 2, ["eos_token_id"] = 2 };
        var names = new Dictionary<string, string>
        {
            ["model"] = "trunk",
            ["model.layers.{i}"] = "trunk.blocks.{i}",
            ["model.layers.{i}.self_attn.q_proj"] = "trunk.blocks.{i}.mix.query",
            ["model.layers.{i}.block_sparse_moe.experts.{e}.w1"] = "trunk.blocks.{i}.gates.{e}",
            ["lm_head"] = "out",
        };
        Rewrite(published, "fresh", unknown, tensors => [.. tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type, new NameTable(names).Spell(tensor.Name)))]);
        var factory = Compiler.Compile(ModelConfig.Parse(Config(published).ToJsonString()).Architecture);

        using var model = factory.LoadModel(_folder.File("fresh"), new LoadOptions { Names = names });
        using var expected = factory.LoadModel(published);
        model.Save(_folder.File("saved"));
        using var saved = factory.LoadModel(_folder.File("saved"));
        var unnamed = Assert.Throws<InvalidDataException>(() => factory.LoadModel(_folder.File("fresh")));
        var other = Assert.Throws<InvalidDataException>(() => factory.LoadModel(_folder.File("fresh"), new LoadOptions { Names = new Dictionary<string, string> { ["lm_head"] = "head" } }));
        var wrong = Assert.Throws<ArgumentException>(() => factory.LoadModel(
            _folder.File("fresh"), new LoadOptions { Names = new Dictionary<string, string> { ["model.layer"] = "trunk", ["lm_head.{i}"] = "out.{j}", ["model.embed_tokens"] = "out", ["lm_head"] = "out" } }));

        AssertSame(expected, model);
        AssertSame(expected, saved);
        Assert.Equal([2], model.GenerationDefaults.StopTokens);
        Assert.Contains("model_type \"fresh\" is not supported", unnamed.Message);
        Assert.Matches(@"does not hold the weights of \w+: model\.embed_tokens\.weight \[\d+, \d+\] is missing", other.Message);
        Assert.Contains("model.layer is no tensor of the model, nor the beginning of one; its names begin with model.embed_tokens.weight", wrong.Message);
        Assert.Contains("lm_head.{i} has no {j}, which out.{j} has; write it into both", wrong.Message);
        Assert.Contains("model.embed_tokens.weight and lm_head.weight are both stored as out.weight", wrong.Message);
    }

    public void Dispose() => _folder.Dispose();

    private ModelCompiler Compiler => new(_folder.File("cache"));

    private static JsonObject Config(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!.AsObject();

    private static void AssertSame(ICausalModel expected, ICausalModel found)
    {
        using var scope = NewDisposeScope();
        Assert.All(expected.Weights().Zip(found.Weights()), pair => Assert.True((pair.First.Parameter - pair.Second.Parameter).abs().max().to(ScalarType.Float32).item<float>() == 0, pair.First.Name));
    }

    private void Rewrite(string published, string name, JsonObject config, Func<IReadOnlyList<StoredTensor>, List<TensorToWrite>> change)
    {
        Directory.CreateDirectory(_folder.File(name));
        File.WriteAllText(Path.Combine(_folder.File(name), "config.json"), config.ToJsonString());
        using var source = CheckpointFolder.Open(published);
        SafetensorsWriter.Write(Path.Combine(_folder.File(name), CheckpointFolder.SingleName), change(source.Tensors));
    }

    private static TensorToWrite Extra(string name, params long[] shape) =>
        new(name, ElementType.Float32, shape, stream => stream.Write(new byte[4 * shape.Aggregate(1L, (a, b) => a * b)]));
}
