using Llm.Gen.Architectures;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

/// <summary>What the facts say that training takes, beside the tensors that are there after two steps: byte for byte.</summary>
[Collection(LiveTensors.Name)]
public sealed class TrainingMemoryTests : SquareRuns
{
    private const long TileValues = 1 << 19;                        // of a matrix in four bits that products make plain at once

    private static readonly Dictionary<string, OptimizerOptions> _optimizers = Enum.GetValues<OptimizerName>().Select(name => ($"{name}", new OptimizerOptions { Name = name }))
        .Append(("largest squares", new() { Amsgrad = true })).Append(("momentum", new() { Name = OptimizerName.Sgd, Momentum = 0.9 })).ToDictionary();

    private static readonly Dictionary<string, AdapterConfig> _adapters = new()
    {
        ["plain"] = new() { Rank = 2 },
        ["magnitudes"] = new() { Rank = 3, LearnsMagnitude = true, TargetModules = ["q_proj", "lm_head"] },
        ["ranks"] = new() { Rank = 2, RankPattern = [new("layers.1.mlp.down_proj", 5)], ExcludeModules = ["k_proj"] },
        ["tokens"] = new() { Rank = 2, TrainableTokens = [new("embed_tokens", [1, 2, 3])] },
        ["whole"] = new() { Rank = 2, ModulesToSave = ["norm"] },
        ["biases"] = new() { Rank = 2, TargetModules = ["v_proj"], Bias = AdapterBias.LoraOnly },
        ["every bias"] = new() { Rank = 2, TargetModules = ["embed_tokens"], Bias = AdapterBias.All },
    };

    public static TheoryData<string> Optimizers => new(_optimizers.Keys);

    public static TheoryData<string, bool> Adapters()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in _adapters.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_model_takes_what_its_facts_say(string optimizer)
    {
        foreach (var precision in new[] { Precision.Float32, Precision.BFloat16 })
        {
            foreach (var last in new int?[] { null, 1 })
            {
                var options = Options(2) with { Optimizer = _optimizers[optimizer], Accumulation = 2, LastLayers = last, Average = new() { Decay = 0.9 } };
                using var model = Wide.Create(new() { Precision = precision });
                using var frozen = last is { } layers ? new FrozenLayers(model, layers) : null;

                Assert.Equal(Held(model, null, options), TrainingMemory.OfModel(ArchitectureOf(model), precision, options));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_and_its_frozen_model_take_what_their_facts_say(string adapter, bool isFourBit)
    {
        using (var stored = Wide.Create())
            stored.Save(Folder.File("wide"));
        var fourBit = isFourBit ? new FourBitOptions { BlockSize = 32 } : null;
        foreach (var optimizer in _optimizers.Values)
        {
            var options = Options(2) with { Optimizer = optimizer, Accumulation = 2 };
            using var model = Wide.Load(Folder.File("wide"), new() { FourBit = fourBit });
            using var learnt = ModelAdapter.Create(model, _adapters[adapter]);
            learnt.FreezeBase();

            Assert.Equal(Held(model, learnt, options), TrainingMemory.OfAdapter(ArchitectureOf(model), Precision.Float32, _adapters[adapter], options, fourBit));
        }
    }

    [Fact]
    public void A_precision_that_only_a_checkpoint_knows_is_refused()
    {
        using var model = Tiny.Create();

        var message = Assert.Throws<ArgumentOutOfRangeException>(() => TrainingMemory.OfModel(ArchitectureOf(model), Precision.AsStored, Options(1))).Message;

        Assert.Contains("The precision is AsStored; expected Float32 or BFloat16", message);
    }

    private MemoryEstimate Held(CausalModel model, ModelAdapter? adapter, TrainingOptions options)
    {
        using var tokens = SquareTokens.Open(Folder.File($"{Guid.NewGuid():N}.tokens"), 2_000, vocabulary: 512);
        using var task = new NextTokenTask(options.Loss);
        using var runner = new StepRunner(model, task, new TokenBatches(tokens.All, 16, seed: 7), options);
        using var average = options.Average is null ? null : new WeightAverage(runner.Optimizer, options.Average);
        for (var step = 0; step < options.Steps; step++)
        {
            runner.Backward();
            runner.Update(runner.Optimizer.GradientNorm(), 1e-3);
        }
        return new MemoryEstimate(
            Weights: Weights(model) + OfAdapter(model, adapter),
            Cache: 0,
            Gradients: runner.Optimizer.Gradients.Gradients.Sum(Bytes) + Bytes(runner.Optimizer.GradientSum),
            OptimizerState: runner.Optimizer.States.Sum(state => Bytes(state.Values)) + Bytes(runner.Optimizer.Master) + Bytes(average?.Sum));
    }

    private static long Weights(CausalModel model)
    {
        var quantized = model.AdapterPoints().Where(point => point.Target.Substitute is QuantizedMatrix).ToDictionary(point => $"{point.Name}.weight", point => (QuantizedMatrix)point.Target.Substitute!);
        var tile = quantized.Count > 0 ? TileValues * sizeof(float) : 0;
        return tile + model.Weights().Sum(weight => quantized.TryGetValue(weight.Name, out var matrix) ? matrix.Bytes : Bytes(weight.Parameter));
    }

    /// <summary>What lies beside the model's weights, and the model's own where the adapter's stand in their place.</summary>
    private static long OfAdapter(CausalModel model, ModelAdapter? adapter)
    {
        if (adapter is null)
            return 0;
        var beside = TrainableWeights.OfAdapters(model).ToList();
        var kept = adapter.ParameterCount - beside.Sum(weight => weight.Parameter.numel());
        return beside.Sum(weight => Bytes(weight.Parameter)) + kept * sizeof(float);
    }

    private static long Bytes(Tensor? tensor) => tensor is null ? 0 : tensor.numel() * tensor.element_size();

    private static Architecture ArchitectureOf(CausalModel model) => ModelConfig.Parse(model.Facts.Config).Architecture;
}
