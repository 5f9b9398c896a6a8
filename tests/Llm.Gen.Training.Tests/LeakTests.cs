using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;
using static TorchSharp.torch;
using Generator = Llm.Gen.Runtime.Generator;

namespace Llm.Gen.Training.Tests;

/// <summary>Training leaves nothing behind, and needs no garbage collector for that.</summary>
[Collection(LiveTensors.Name)]
public sealed class LeakTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public LeakTests() => _tokens = SquareTokens.Open(_folder.File("a.tokens"), 2_000);

    [Theory]
    [InlineData(Precision.Float32, 1, false, false)]
    [InlineData(Precision.Float32, 2, true, false)]
    [InlineData(Precision.BFloat16, 2, false, false)]
    [InlineData(Precision.BFloat16, 1, true, false)]
    [InlineData(Precision.Float32, 2, false, true)]
    [InlineData(Precision.BFloat16, 2, true, true)]
    public void A_hundred_steps_leave_as_many_tensors_as_ten(Precision precision, int accumulation, bool checkpointing, bool adapters)
    {
        using var model = Tiny.Create(new() { Precision = precision });
        var points = adapters ? Adapt(model) : [];
        var counts = new List<long>();
        var heard = new Recorder { AfterStep = _ => counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount) };

        Train(model, Options(110) with { ValidationInterval = 10, Accumulation = accumulation, Checkpointing = checkpointing }, heard);

        Assert.Equal(counts[9], counts[109]);
        Array.ForEach(points, adapter => adapter.Dispose());
    }

    [Fact]
    public void Nothing_waits_for_the_garbage_collector()
    {
        Live();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.True(GC.TryStartNoGCRegion(100 << 20));

        Live();

        GC.EndNoGCRegion();                                         // fails if there was a collection
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    /// <summary>A model's whole life: made, trained, adapted, saved, loaded, moved, asked, disposed of.</summary>
    private void Live()
    {
        using (var model = Tiny.Create(new() { Seed = 1 }))
        {
            Train(model, Options(2) with { Accumulation = 2 });
            var points = Adapt(model);
            Train(model, Options(2) with { Checkpointing = true });
            points[0].Merge();
            Array.ForEach(points, adapter => adapter.Dispose());
            model.Save(_folder.Path);
        }
        using var loaded = Tiny.Load(_folder.Path, new() { Precision = Precision.BFloat16 });
        Train(loaded, Options(1));                                  // the table of turns, which generation needs too, is made and freed on this thread
        var tokens = new Generator(loaded).StreamAsync([[1, 2], [3]], new() { MaxNewTokens = 5, StopTokens = [] });
        Assert.Equal(10, tokens.ToBlockingEnumerable().Count());
        loaded.to(ScalarType.Float32);
        Train(loaded, Options(1));
    }

    private static LoraAdapter[] Adapt(Tiny.Model model)
    {
        model.Freeze();
        return [.. model.AdapterPoints().Select((point, i) => new LoraAdapter(point.Target, new() { Rank = 2, Seed = i }))];
    }

    private void Train(CausalModel model, TrainingOptions options, params ITrainingCallback[] callbacks)
    {
        var data = _tokens.All.Split(0.2);
        using var trainer = new Trainer(model, new TokenBatches(data.Train, 16, seed: 7), data.Validation, options, callbacks: callbacks);
        trainer.Run();
    }

    private static TrainingOptions Options(long steps) => new() { Steps = steps, BatchSize = 2, LearningRate = 0.01, ValidationBatches = 1, Progress = ProgressDisplay.Silent };
}
