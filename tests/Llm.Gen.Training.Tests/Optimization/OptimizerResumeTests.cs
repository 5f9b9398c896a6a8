using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class OptimizerResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _tokens;

    public OptimizerResumeTests() => _tokens = SquareTokens.Open(_folder.File("a.tokens"), 3_000, vocabulary: 512);

    public void Dispose()
    {
        _tokens.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<OptimizerName, Precision> Cases
    {
        get
        {
            var cases = new TheoryData<OptimizerName, Precision>();
            foreach (var name in Enum.GetValues<OptimizerName>())
            {
                cases.Add(name, Precision.Float32);
                cases.Add(name, Precision.BFloat16);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stopped_run_goes_on_bit_for_bit(OptimizerName name, Precision precision)
    {
        var options = new TrainingOptions
        {
            Steps = 8,
            BatchSize = 2,
            Accumulation = 2,
            LearningRate = name == OptimizerName.Sgd ? 0.1 : 0.003,
            CheckpointInterval = 3,
            Optimizer = new() { Name = name, Momentum = name == OptimizerName.Sgd ? 0.9 : null },
            Average = new() { Decay = 0.9 },
            Prefetch = name == OptimizerName.Lion,
            Progress = ProgressDisplay.Silent,
        };
        Train(options, precision, "whole", seed: 1, stopAfter: null);

        Train(options, precision, "parts", seed: 1, stopAfter: 5);
        Train(options with { Resume = true }, precision, "parts", seed: 9, stopAfter: null);

        Assert.Equal(Losses("whole"), Losses("parts"));
        Assert.True(Losses("whole")[^1] < Losses("whole")[0]);
        foreach (var file in new[] { "model.safetensors", "optimizer.safetensors", "average.safetensors" })
            Assert.Equal(Bytes("whole", file), Bytes("parts", file));
    }

    private void Train(TrainingOptions options, Precision precision, string run, long seed, int? stopAfter)
    {
        using var model = Wide.Create(new() { Precision = precision, Seed = seed });
        using var cancel = new CancellationTokenSource();
        var heard = new Recorder { AfterStep = step => { if (step.Step == stopAfter) cancel.Cancel(); } };
        using var trainer = new Trainer(model, new TokenBatches(_tokens.All, 16, seed: 7), null, options, _folder.File(run), [heard]);
        if (stopAfter is null)
            trainer.Run(cancel.Token);
        else
            Assert.Throws<OperationCanceledException>(() => trainer.Run(cancel.Token));
    }

    private double?[] Losses(string run) => [.. MetricsFile.Read(_folder.File(run + "/metrics.jsonl")).Select(m => m.Loss)];

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(_folder.File($"{run}/checkpoints/step-0000000008/{file}"));
}
