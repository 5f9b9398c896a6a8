using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Formats.Torch;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public sealed class ModelAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_one_changes_nothing_and_a_dropped_one_leaves_nothing()
    {
        using var model = Llama.Create(tied: false, bias: true);
        using var scope = NewDisposeScope();
        var before = Logits(model);

        var adapter = ModelAdapter.Create(model, new AdapterConfig { Rank = 2, LearnsMagnitude = true, ModulesToSave = ["lm_head"], TrainableTokens = [new("embed_tokens", [1, 5])] });
        var after = Logits(model);
        adapter.Dispose();

        Assert.InRange(Tokens.Difference(before, after), 0, 1e-5f);
        Assert.Equal(0, Tokens.Difference(before, Logits(model)));
        Assert.All(model.AdapterPoints(), point => Assert.Null(point.Target.Adapter));
        Assert.Empty(model.Adapters);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Unmerging_restores_every_weight_bit_by_bit(ScalarType type)
    {
        using var model = Llama.Create(bias: true);
        model.to(type);
        using var scope = NewDisposeScope();
        using var adapter = Learnt(model, new AdapterConfig { Rank = 2, Bias = AdapterBias.LoraOnly });
        adapter.IsActive = false;
        var before = Weights(model);

        adapter.IsActive = true;
        adapter.Merge();
        var merged = Weights(model);
        adapter.Unmerge();
        adapter.IsActive = false;

        Assert.Contains(merged.Zip(before), pair => Tokens.Difference(pair.First, pair.Second) > 0);
        Assert.All(Weights(model).Zip(before), pair => Assert.Equal(0, Tokens.Difference(pair.First, pair.Second)));
    }

    [Fact]
    public void Merged_for_good_it_cannot_be_unmerged()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        using var adapter = Learnt(model, new AdapterConfig { Rank = 2 });
        var adapted = Logits(model);

        adapter.Merge(keepsBase: false);

        Assert.InRange(Tokens.Difference(adapted, Logits(model)), 0, 1e-5f);
        Assert.Contains("without keeping", Assert.Throws<InvalidOperationException>(adapter.Unmerge).Message);
        Assert.Contains("is merged", Assert.Throws<InvalidOperationException>(() => adapter.Merge()).Message);
        Assert.Contains("is merged", Assert.Throws<InvalidOperationException>(() => adapter.IsActive = false).Message);
    }

    [Fact]
    public void An_adapter_of_torch_save_is_the_same()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        using (var made = Learnt(model, new AdapterConfig { Rank = 2 }))
            made.Save(_folder.File("a"));
        Directory.CreateDirectory(_folder.File("b"));
        File.Copy(_folder.File("a/adapter_config.json"), _folder.File("b/adapter_config.json"));
        using (var stored = SafetensorsFile.Open(_folder.File("a/adapter_model.safetensors")))
            TorchWriting.StateDictionary(_folder.File("b/adapter_model.bin"), stored.Tensors);

        Tensor one, other;
        using (ModelAdapter.Load(model, _folder.File("a")))
            one = Logits(model);
        using (ModelAdapter.Load(model, _folder.File("b")))
            other = Logits(model);

        Assert.Equal(0, Tokens.Difference(one, other));
    }

    [Fact]
    public void Numbers_are_written_in_the_type_that_they_came_in_while_it_holds_them()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        using (var made = Learnt(model, new AdapterConfig { Rank = 2 }))
            made.Save(_folder.File("wide"));
        Directory.CreateDirectory(_folder.File("narrow"));
        File.Copy(_folder.File("wide/adapter_config.json"), _folder.File("narrow/adapter_config.json"));
        using (var stored = SafetensorsFile.Open(_folder.File("wide/adapter_model.safetensors")))
            SafetensorsWriter.Write(_folder.File("narrow/adapter_model.safetensors"), [.. stored.Tensors.Select(tensor => TensorToWrite.Copy(tensor, ElementType.BFloat16))]);

        using var adapter = ModelAdapter.Load(model, _folder.File("narrow"));
        adapter.Save(_folder.File("again"));
        using (no_grad())
            foreach (var weight in AdapterSites.Weights(model))
                weight.Parameter.add_(0.123456);
        adapter.Save(_folder.File("learnt"));

        Assert.Equal(File.ReadAllBytes(_folder.File("narrow/adapter_model.safetensors")), File.ReadAllBytes(_folder.File("again/adapter_model.safetensors")));
        using var learnt = SafetensorsFile.Open(_folder.File("learnt/adapter_model.safetensors"));
        Assert.All(learnt.Tensors, tensor => Assert.Equal(ElementType.Float32, tensor.Type));
    }

    [Theory]
    [InlineData("peft_type", "\"IA3\"", "peft_type is \"IA3\", expected LORA")]
    [InlineData("task_type", "\"SEQ_CLS\"", "task_type is \"SEQ_CLS\", expected CAUSAL_LM")]
    [InlineData("lora_bias", "true", "lora_bias is true, which is not supported")]
    [InlineData("init_lora_weights", "\"eva\"", "init_lora_weights is \"eva\", which may have changed the base's own weights")]
    [InlineData("layer_replication", "[[0, 1]]", "layer_replication is [[0,1]], which is not supported")]
    [InlineData("something_new", "3", "something_new is 3, which is not supported")]
    [InlineData("bias", "\"some\"", "bias is \"some\", expected none, lora_only or all")]
    [InlineData("r", "0", "r is 0, expected 1 or more")]
    [InlineData("r", "2.5", "r is 2.5, expected a whole number")]
    [InlineData("r", "4", "model.layers.0.self_attn.q_proj.lora_A.weight is [2, 32], expected [4, 32]")]
    [InlineData("lora_dropout", "1", "lora_dropout is 1, expected from 0 to below 1")]
    [InlineData("target_modules", "\"(q_proj\"", "is no regular expression that can be read")]
    [InlineData("target_modules", "[\"q_proj\", \"v_proj\"]", "model.layers.0.self_attn.v_proj.lora_A.weight [2, 32] is missing")]
    [InlineData("modules_to_save", "[\"score\"]", "modules_to_save names score, which Llama does not have")]
    [InlineData("trainable_token_indices", "[40]", "trainable_token_indices has 40, and model.embed_tokens has 40 tokens")]
    [InlineData("trainable_token_indices", "[1, 1]", "trainable_token_indices of embed_tokens has 2 ids, expected at least one, each once")]
    public void What_a_configuration_means_and_is_not_supported_is_refused(string key, string value, string expected)
    {
        using var model = Llama.Create();
        Save(model, new AdapterConfig { Rank = 2, TargetModules = ["q_proj"] });
        var path = _folder.File("a/adapter_config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());

        var error = Assert.Throws<InvalidDataException>(() => ModelAdapter.Load(model, _folder.File("a")));

        Assert.Contains(expected, error.Message);
        Assert.All(model.AdapterPoints(), point => Assert.Null(point.Target.Adapter));
    }

    [Fact]
    public void An_adapter_of_another_model_names_its_tensors()
    {
        using (var other = Llama.Create(layers: 3, inner: 64))
            Save(other, new AdapterConfig { Rank = 2, TargetModules = ["down_proj"] });
        using var model = Llama.Create(layers: 2, inner: 48);

        var error = Assert.Throws<InvalidDataException>(() => ModelAdapter.Load(model, _folder.File("a")));

        Assert.Contains("model.layers.0.mlp.down_proj.lora_A.weight is [2, 64], expected [2, 48]", error.Message);
        Assert.Contains("model.layers.2.mlp.down_proj.lora_B.weight [32, 2] has no place in Llama", error.Message);
        Assert.EndsWith("Give the model that the adapter was trained on.", error.Message);
    }

    [Fact]
    public void An_adapter_of_fewer_layers_names_what_is_missing()
    {
        using (var other = Llama.Create(layers: 1))
            Save(other, new AdapterConfig { Rank = 2 });
        using var model = Llama.Create(layers: 2);

        var error = Assert.Throws<InvalidDataException>(() => ModelAdapter.Load(model, _folder.File("a")));

        Assert.Contains("model.layers.1.self_attn.q_proj.lora_A.weight [2, 32] is missing", error.Message);
    }

    [Fact]
    public void A_folder_without_a_file_of_it_is_named()
    {
        using var model = Llama.Create();

        Assert.Contains("no such adapter", Assert.Throws<DirectoryNotFoundException>(() => ModelAdapter.Load(model, _folder.File("none"))).Message);
        Assert.Contains("no adapter_config.json", Assert.Throws<FileNotFoundException>(() => ModelAdapter.Load(model, _folder.Path)).Message);
        _folder.Write("adapter_config.json", """{ "peft_type": "LORA", "r": 2, "target_modules": ["q_proj"] }""");
        Assert.Contains("no adapter_model.safetensors and no adapter_model.bin", Assert.Throws<FileNotFoundException>(() => ModelAdapter.Load(model, _folder.Path)).Message);
        _folder.Write("adapter_config.json", "{ \"peft_type\"");
        Assert.Contains("is not JSON", Assert.Throws<InvalidDataException>(() => ModelAdapter.Load(model, _folder.Path)).Message);
    }

    [Fact]
    public void Two_that_do_not_add_up_are_not_on_together()
    {
        using var model = Llama.Create();
        using var first = ModelAdapter.Create(model, new AdapterConfig { Rank = 2, LearnsMagnitude = true });

        var error = Assert.Throws<InvalidOperationException>(() => ModelAdapter.Create(model, new AdapterConfig { Rank = 2 }));
        first.IsActive = false;
        using var second = ModelAdapter.Create(model, new AdapterConfig { Rank = 2 });

        Assert.Contains("Two adapters change model.layers.0.self_attn.q_proj.weight", error.Message);
        Assert.Contains("Another adapter is on", Merging(first, second).Message);

        static InvalidOperationException Merging(ModelAdapter off, ModelAdapter on)
        {
            on.IsActive = true;
            return Assert.Throws<InvalidOperationException>(() => off.Merge());
        }
    }

    [Fact]
    public void Configurations_that_go_with_no_model_are_refused()
    {
        using var tied = Llama.Create();

        Assert.Contains("set ensure_weight_tying", Refusal(new AdapterConfig { ModulesToSave = ["embed_tokens"] }));
        Assert.Contains("none of its modules is a target", Refusal(new AdapterConfig { TargetModules = ["query"] }));
        Assert.Contains("target_modules is empty", Refusal(new AdapterConfig { TargetModules = [] }));
        Assert.Contains("names lm_head, which is neither", Refusal(new AdapterConfig { TrainableTokens = [new("lm_head", [1])] }));

        string Refusal(AdapterConfig config) => Assert.Throws<ArgumentException>(() => ModelAdapter.Create(tied, config)).Message;
    }

    [Fact]
    public void A_tied_matrix_that_is_trained_whole_is_embedding_and_head()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        using var adapter = ModelAdapter.Create(model, new AdapterConfig { Rank = 2, ModulesToSave = ["embed_tokens"], KeepsTies = true });

        adapter.FreezeBase();

        Assert.Equal(["model.embed_tokens.weight"], model.Weights().Where(row => row.Parameter.requires_grad).Select(row => row.Name));
    }

    [Fact]
    public void Dropout_drops_the_same_in_a_layer_that_is_run_again()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        using var adapter = Learnt(model, new AdapterConfig { Rank = 2, Dropout = 0.5 });
        adapter.FreezeBase();
        var (kept, recomputed, other) = (Gradients(false, 7), Gradients(true, 7), Gradients(false, 8));

        Assert.All(kept.Zip(recomputed), pair => Assert.InRange(Tokens.Difference(pair.First, pair.Second), 0, 1e-5f));
        Assert.Contains(kept.Zip(other), pair => Tokens.Difference(pair.First, pair.Second) > 1e-3f);
        Assert.Equal(0, Tokens.Difference(Logits(model), Logits(model)));

        Tensor[] Gradients(bool checkpointing, ulong seed)
        {
            using var pass = new Pass { Checkpointing = checkpointing, DropoutSeed = seed };
            Backpropagation.Run(model.call(Tokens.Batch(1, 4, 5, 6, 7), pass).square().sum());
            var gradients = AdapterSites.Weights(model).Select(weight => weight.Parameter.grad!.clone()).ToArray();
            foreach (var weight in AdapterSites.Weights(model))
                weight.Parameter.grad = null;
            return gradients;
        }
    }

    private void Save(CausalModel model, AdapterConfig config)
    {
        using var adapter = ModelAdapter.Create(model, config);
        adapter.Save(_folder.File("a"));
    }

    /// <summary>An adapter whose numbers are all random.</summary>
    private static ModelAdapter Learnt(CausalModel model, AdapterConfig config)
    {
        var adapter = ModelAdapter.Create(model, config);
        using var frozen = no_grad();
        foreach (var weight in AdapterSites.Weights(model))
            weight.Parameter.normal_(0, 0.1);
        foreach (var bias in model.Weights().Where(row => config.Bias != AdapterBias.None && row.Role == WeightRole.Bias))
            bias.Parameter.normal_(0, 0.1);
        return adapter;
    }

    private static Tensor[] Weights(CausalModel model) => [.. model.Weights().Select(row => row.Parameter.detach().to(ScalarType.Float32, copy: true))];

    private static Tensor Logits(CausalModel model)
    {
        using var _ = no_grad();
        using var pass = new Pass();
        return model.call(Tokens.Batch(1, 4, 5, 6, 7), pass);
    }
}
