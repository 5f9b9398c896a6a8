using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Formats.Torch;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Loading;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(true, Precision.Float32)]
    [InlineData(false, Precision.BFloat16)]
    public void A_saved_model_is_the_same_when_loaded(bool tied, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Precision = precision, Seed = 3 }, tied: tied, bias: true);

        model.Save(_folder.Path);
        using var loaded = Llama.Load(_folder.Path);

        Assert.Equal(model.Placement.Type, loaded.Placement.Type);
        foreach (var (a, b) in model.Weights().Zip(loaded.Weights()))
            Assert.Equal(0, Tokens.Difference(a.Parameter.detach().to(ScalarType.Float32), b.Parameter.detach().to(ScalarType.Float32)));
        using var file = SafetensorsFile.Open(_folder.File("model.safetensors"));
        Assert.Equal(!tied, file.TryFind("lm_head.weight", out _));
    }

    [Fact]
    public void An_option_that_names_nothing_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create();
        model.Save(_folder.Path);

        Assert.StartsWith("Precision is 9; expected AsStored, Float32, BFloat16; name one of them.",
            Assert.Throws<ArgumentException>(() => Llama.Load(_folder.Path, new LoadOptions { Precision = (Precision)9 })).Message);
        Assert.StartsWith("ExtraTensors is 9; expected Refuse, ",
            Assert.Throws<ArgumentException>(() => Llama.Load(_folder.Path, new LoadOptions { ExtraTensors = (ExtraTensors)9 })).Message);
        Assert.Throws<ArgumentException>(() => Llama.Create(new CreateOptions { Precision = (Precision)9 }));
    }

    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void A_model_that_torch_saved_is_the_same(string original)
    {
        using var scope = NewDisposeScope();
        var folder = Copy(Path.GetFileName(original));
        using (var weights = CheckpointFolder.Open(original))
            TorchWriting.StateDictionary(Path.Combine(folder, "pytorch_model.bin"), weights.Tensors);
        foreach (var path in Directory.GetFiles(folder, "model*.safetensors*"))
            File.Delete(path);
        using var expected = Llama.Load(original);

        using var loaded = Llama.Load(folder);

        Assert.Equal(expected.Placement.Type, loaded.Placement.Type);
        foreach (var (a, b) in expected.Weights().Zip(loaded.Weights()))
            Assert.Equal(0, Tokens.Difference(a.Parameter.detach().to(ScalarType.Float32), b.Parameter.detach().to(ScalarType.Float32)));
    }

    [Fact]
    public void Configuration_keeps_the_fields_it_came_with()
    {
        var source = Copy("llama_gqa");
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "config.json")))!.AsObject();
        File.WriteAllText(Path.Combine(source, "generation_config.json"), """{ "eos_token_id": [2, 5], "bos_token_id": 1, "custom": 7 }""");
        using var model = Llama.Load(source, new LoadOptions { Precision = Precision.BFloat16 });
        Assert.Equal([2, 5], model.GenerationDefaults.StopTokens);
        Assert.Equal(1, model.GenerationDefaults.BeginToken);

        model.Save(_folder.Path);

        var saved = JsonNode.Parse(File.ReadAllText(_folder.File("config.json")))!.AsObject();
        Assert.Equal("bfloat16", saved["torch_dtype"]!.GetValue<string>());
        config["torch_dtype"] = "bfloat16";
        Assert.True(JsonNode.DeepEquals(config, saved));
        Assert.Equal(File.ReadAllText(Path.Combine(source, "generation_config.json")), File.ReadAllText(_folder.File("generation_config.json")));
    }

    [Fact]
    public void Each_tensor_that_is_missing_unexpected_or_of_another_shape_is_named()
    {
        var source = Copy("llama_gqa");
        var path = Path.Combine(source, "model.safetensors");
        Rewrite(path, tensors => [
            .. tensors.Where(t => t.Name != "model.norm.weight" && t.Name != "model.layers.1.mlp.up_proj.weight"),
            Extra("model.layers.1.mlp.up_proj.weight", 3, 5), Extra("model.layers.7.mlp.up_proj.weight", 2)]);

        var failure = Assert.Throws<InvalidDataException>(() => Llama.Load(source));

        Assert.StartsWith($"{source} does not hold the weights of Llama: ", failure.Message);
        Assert.Contains("model.norm.weight [32] is missing", failure.Message);
        Assert.Contains("model.layers.1.mlp.up_proj.weight is [3, 5], expected [64, 32]", failure.Message);
        Assert.Contains("model.layers.7.mlp.up_proj.weight [2] has no place in Llama", failure.Message);
    }

    [Fact]
    public void A_configuration_that_claims_more_than_the_weights_hold_is_refused_before_memory_is_taken()
    {
        var source = Copy("llama_gqa");
        var path = Path.Combine(source, "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var stored = config["vocab_size"]!.GetValue<int>();
        config["vocab_size"] = 1 << 28;                                 // terabytes of embeddings
        config["hidden_size"] = 1 << 14;
        config["head_dim"] = (1 << 14) / config["num_attention_heads"]!.GetValue<int>();
        File.WriteAllText(path, config.ToJsonString());

        var failure = Assert.Throws<InvalidDataException>(() => Llama.Load(source));

        Assert.StartsWith($"{source} does not hold the weights of Llama: model.embed_tokens.weight is [{stored}, 32], expected [268435456, 16384]", failure.Message);
    }

    [Fact]
    public void Extra_tensors_are_left_where_that_is_asked_for()
    {
        var source = Copy("llama_gqa");
        Rewrite(Path.Combine(source, "model.safetensors"), tensors => [.. tensors, Extra("surplus", 2), Extra("model.layers.0.self_attn.rotary_emb.inv_freq", 4)]);

        var failure = Assert.Throws<InvalidDataException>(() => Llama.Load(source));
        using var model = Llama.Load(source, new LoadOptions { ExtraTensors = ExtraTensors.Ignore });

        Assert.Contains("surplus [2] has no place in Llama", failure.Message);
        Assert.DoesNotContain("inv_freq", failure.Message);
    }

    [Fact]
    public void A_folder_of_another_model_is_refused_with_key_values_and_record()
    {
        var source = Copy("llama_gqa");
        var factory = Llama.Factory(File.ReadAllText(Path.Combine(source, "config.json")).Replace("\"rope_theta\": 500000.0", "\"rope_theta\": 10000.0"));

        var failure = Assert.Throws<InvalidDataException>(() => factory.Load(source));

        Assert.StartsWith($"{source}: config.json has rope_theta = 500000", failure.Message);
        Assert.Contains("Llama declares 10000", failure.Message);
    }

    [Fact]
    public void The_older_model_survives_a_failure_while_saving()
    {
        using var scope = NewDisposeScope();
        using var older = Llama.Create();
        older.Save(_folder.Path);
        var before = File.ReadAllBytes(_folder.File("model.safetensors"));
        using var newer = Llama.Create(new CreateOptions { Seed = 1 });
        newer.Body.Norm.Weight.Dispose();

        Assert.ThrowsAny<Exception>(() => newer.Save(_folder.Path));

        Assert.Equal(before, File.ReadAllBytes(_folder.File("model.safetensors")));
        Assert.Equal(["config.json", "model.safetensors"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_same_seed_draws_the_same_weights_and_deviations_are_those_asked_for()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Seed = 4, Deviation = 0.05 }, hidden: 128, vocabulary: 999);
        using var same = Llama.Create(new CreateOptions { Seed = 4, Deviation = 0.05 }, hidden: 128, vocabulary: 999);
        using var other = Llama.Create(new CreateOptions { Seed = 5, Deviation = 0.05 }, hidden: 128, vocabulary: 999);

        var (a, b, c) = (model.Body.Embed.Weight.detach(), same.Body.Embed.Weight.detach(), other.Body.Embed.Weight.detach());

        Assert.Equal(0, Tokens.Difference(a, b));
        Assert.True(Tokens.Difference(a, c) > 0.1f);
        Assert.Equal(0.05, a.std().item<float>(), 0.001);
        Assert.Equal(0, a.mean().item<float>(), 0.001);
        Assert.Equal(1, model.Body.Norm.Weight.min().item<float>());
    }

    public void Dispose() => _folder.Dispose();

    private string Copy(string name)
    {
        var target = Directory.CreateDirectory(_folder.File(name)).FullName;
        foreach (var file in Directory.GetFiles(Fixtures.Find($"models/{name}")))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return target;
    }

    private static void Rewrite(string path, Func<IEnumerable<TensorToWrite>, List<TensorToWrite>> change)
    {
        var other = path + ".new";
        using (var file = SafetensorsFile.Open(path))
            SafetensorsWriter.Write(other, change(file.Tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type))));
        File.Move(other, path, overwrite: true);
    }

    private static TensorToWrite Extra(string name, params long[] shape) =>
        new(name, ElementType.Float32, shape, stream => stream.Write(new byte[4 * shape.Aggregate(1L, (a, b) => a * b)]));
}
