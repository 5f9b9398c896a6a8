using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

/// <summary>Runs of a trainer on squares of numbers, each test in a folder of its own.</summary>
public abstract class SquareRuns : IDisposable
{
    private protected TokenFile Tokens { get; }

    protected SquareRuns() => Tokens = SquareTokens.Open(Folder.File("a.tokens"), 5_000);

    private protected TemporaryFolder Folder { get; } = new();

    protected TokenSplit Data => Tokens.All.Split(0.1);

    public void Dispose()
    {
        Tokens.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected (Recorder Heard, TrainingResult Result) Train(CausalModel model, TrainingOptions options, string? run = null)
    {
        var heard = new Recorder();
        using var trainer = Trainer(model, options, run, heard);
        return (heard, trainer.Run());
    }

    protected Trainer Trainer(CausalModel model, TrainingOptions options, string? run, params ITrainingCallback[] callbacks) =>
        new(model, new TokenBatches(Data.Train, 16, seed: 7), Data.Validation, options, run is null ? null : Folder.File(run), callbacks);

    protected static TrainingOptions Options(long steps) => new()
    {
        Steps = steps,
        BatchSize = 4,
        LearningRate = 0.01,
        Progress = ProgressDisplay.Silent,
    };

    protected static float[] Floats(CausalModel model) =>
        [.. model.Weights().SelectMany(w => w.Parameter.detach().reshape(-1).data<float>().ToArray())];
}
