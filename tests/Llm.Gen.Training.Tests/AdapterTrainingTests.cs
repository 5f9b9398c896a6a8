using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>A trainer trains what is not frozen, adapters among it.</summary>
[Collection(LiveTensors.Name)]
public sealed class AdapterTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public AdapterTrainingTests() => _tokens = SquareTokens.Open(_folder.File("a.tokens"), 2_000);

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void A_frozen_model_learns_in_its_adapters_alone(Precision precision)
    {
        using var model = Tiny.Create(new() { Seed = 1, Precision = precision });
        model.Freeze();
        using var query = new LoraAdapter(model.Decoder.Layers[1].Attention.Query, new() { Rank = 4 });
        using var scope = NewDisposeScope();
        var before = model.Weights().Select(weight => weight.Parameter.clone()).ToArray();
        var (a, b) = (query.A.clone(), query.B.clone());

        var heard = Train(model, Options(20));

        Assert.All(model.Weights().Zip(before), pair => Assert.True(IsSame(pair.First.Parameter, pair.Second), pair.First.Name));
        Assert.False(IsSame(query.A, a) || IsSame(query.B, b));
        Assert.True(heard.Steps[^1].Loss < heard.Steps[0].Loss, $"the loss went from {heard.Steps[0].Loss:0.000} to {heard.Steps[^1].Loss:0.000}");
    }

    [Fact]
    public void Adapters_learn_beside_weights_that_are_not_frozen()
    {
        using var model = Tiny.Create(new() { Seed = 1 });
        using var query = new LoraAdapter(model.Decoder.Layers[0].Attention.Query);

        var names = TrainableWeights.Of(model).Select(weight => weight.Name).ToList();

        Assert.Equal(model.Weights().Select(weight => weight.Name), names.SkipLast(2));
        Assert.Equal(["model.layers.0.self_attn.q_proj.lora_A.weight", "model.layers.0.self_attn.q_proj.lora_B.weight"], names.TakeLast(2));
    }

    [Fact]
    public void A_model_with_nothing_to_train_is_refused()
    {
        using var model = Tiny.Create();
        model.Freeze();

        var error = Assert.Throws<ArgumentException>(() => Trainer(model, Options(1)));

        Assert.Contains("Every weight is frozen, expected some to train; set requires_grad on some, or put adapters on the model.", error.Message);
    }

    [Fact]
    public void Adapters_in_float32_beside_trained_weights_in_bfloat16_are_refused()
    {
        using var model = Tiny.Create(new() { Precision = Precision.BFloat16 });
        using var query = new LoraAdapter(model.Decoder.Layers[0].Attention.Query);

        var error = Assert.Throws<ArgumentException>(() => Trainer(model, Options(1)));

        Assert.Contains("model.layers.0.self_attn.q_proj.lora_A.weight is Float32 on cpu, and model.embed_tokens.weight is BFloat16 on cpu; expected one type on one device.", error.Message);
    }

    [Fact]
    public void A_resumed_run_goes_on_with_its_adapters()
    {
        Run("whole", seed: 3, Options(6));
        Run("parts", seed: 3, Options(6) with { TimeLimit = TimeSpan.FromTicks(1) });
        Run("parts", seed: 4, Options(6) with { Resume = true });

        foreach (var file in new[] { "adapters.safetensors", "optimizer.safetensors", "model.safetensors" })
            Assert.Equal(File.ReadAllBytes(_folder.File($"whole/checkpoints/step-0000000006/{file}")), File.ReadAllBytes(_folder.File($"parts/checkpoints/step-0000000006/{file}")));
    }

    [Fact]
    public void Resuming_with_other_adapters_names_each()
    {
        Run("run", seed: 3, Options(1));
        using var model = Tiny.Create();
        model.Freeze();
        using var key = new LoraAdapter(model.Decoder.Layers[0].Attention.Key, new() { Rank = 2 });

        var error = Assert.Throws<InvalidDataException>(() => Trainer(model, Options(1) with { Resume = true }, "run"));

        Assert.Contains(
            "the adapter on model.layers.0.self_attn.k_proj was nothing and is LoRA of rank 2, times 8; the adapter on model.layers.1.self_attn.q_proj was LoRA of rank 4, times 4 and is nothing.",
            error.Message);
    }

    private void Run(string run, long seed, TrainingOptions options)
    {
        using var model = Tiny.Create(new() { Seed = 1 });
        model.Freeze();
        using var query = new LoraAdapter(model.Decoder.Layers[1].Attention.Query, new() { Rank = 4, Seed = seed });
        Train(model, options, run);
    }

    private Recorder Train(CausalModel model, TrainingOptions options, string? run = null)
    {
        var heard = new Recorder();
        using var trainer = Trainer(model, options, run, heard);
        trainer.Run();
        return heard;
    }

    private Trainer Trainer(CausalModel model, TrainingOptions options, string? run = null, params ITrainingCallback[] callbacks) =>
        new(model, new TokenBatches(_tokens.All, 16, seed: 7), null, options, run is null ? null : _folder.File(run), callbacks);

    private static TrainingOptions Options(long steps) => new() { Steps = steps, BatchSize = 4, LearningRate = 0.05, Progress = ProgressDisplay.Silent };

    private static bool IsSame(Tensor one, Tensor other) => one.eq(other).all().item<bool>();
}
