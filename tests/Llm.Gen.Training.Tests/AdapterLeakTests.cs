using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;

namespace Llm.Gen.Training.Tests;

/// <summary>Adapters of every kind leave nothing behind, a step or a life long; what learns beside four bits resumes.</summary>
[Collection(LiveTensors.Name)]
public sealed class AdapterLeakTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public AdapterLeakTests()
    {
        _tokens = SquareTokens.Open(_folder.File("a.tokens"), 2_000);
        using var model = Tiny.Create(new() { Seed = 1 });
        model.Save(_folder.File("model"));
    }

    public static TheoryData<string, bool, bool> Kinds()
    {
        var data = new TheoryData<string, bool, bool>();
        foreach (var kind in Configs.Keys)
        {
            data.Add(kind, false, false);
            data.Add(kind, true, kind != "whole");
        }
        return data;
    }

    private static Dictionary<string, AdapterConfig> Configs { get; } = new()
    {
        ["plain"] = new() { Rank = 2 },
        ["dropout"] = new() { Rank = 2, Dropout = 0.1 },
        ["magnitudes"] = new() { Rank = 2, LearnsMagnitude = true },
        ["tokens"] = new() { Rank = 2, TrainableTokens = [new("embed_tokens", [1, 2])] },
        ["whole"] = new() { Rank = 2, ModulesToSave = ["norm"] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fifty_steps_leave_as_many_tensors_as_ten_and_a_life_none(string kind, bool checkpointing, bool isQuantized)
    {
        Live(kind, checkpointing, isQuantized, 2);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        var counts = Live(kind, checkpointing, isQuantized, 50);

        Assert.Equal(counts[9], counts[49]);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_run_on_four_bits_resumes_to_the_same_numbers()
    {
        Run("whole", Options(6));
        Run("parts", Options(6) with { TimeLimit = TimeSpan.FromTicks(1) });
        Run("parts", Options(6) with { Resume = true });

        var checkpoint = "checkpoints/step-0000000006";
        Assert.False(File.Exists(_folder.File($"whole/{checkpoint}/model.safetensors")));
        foreach (var file in new[] { "adapters.safetensors", "optimizer.safetensors" })
            Assert.Equal(File.ReadAllBytes(_folder.File($"whole/{checkpoint}/{file}")), File.ReadAllBytes(_folder.File($"parts/{checkpoint}/{file}")));

        void Run(string run, TrainingOptions options)
        {
            using var model = Tiny.Load(_folder.File("model"), new() { FourBit = new() });
            using var adapter = ModelAdapter.Create(model, Configs["dropout"]);
            adapter.FreezeBase();
            Train(model, options, run);
        }
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    private List<long> Live(string kind, bool checkpointing, bool isQuantized, long steps)
    {
        var counts = new List<long>();
        using var model = Tiny.Load(_folder.File("model"), new() { FourBit = isQuantized ? new() : null });
        using (var adapter = ModelAdapter.Create(model, Configs[kind]))
        {
            adapter.FreezeBase();
            Train(model, Options(steps) with { Checkpointing = checkpointing }, null, new Recorder { AfterStep = _ => counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount) });
            adapter.Save(_folder.File("adapter"));
            if (!isQuantized)
            {
                adapter.Merge();
                adapter.Unmerge();
            }
        }
        using var loaded = ModelAdapter.Load(model, _folder.File("adapter"));
        return counts;
    }

    private void Train(CausalModel model, TrainingOptions options, string? run = null, params ITrainingCallback[] callbacks)
    {
        using var trainer = new Trainer(model, new TokenBatches(_tokens.All, 16, seed: 7), null, options, run is null ? null : _folder.File(run), callbacks);
        trainer.Run();
    }

    private static TrainingOptions Options(long steps) => new() { Steps = steps, BatchSize = 2, LearningRate = 0.01, Progress = ProgressDisplay.Silent };
}
