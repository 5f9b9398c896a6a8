using Llm.Gen.Data;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

/// <summary>A folder with tokens, on which a tiny model is trained with callbacks.</summary>
internal sealed class TrackedRun : IDisposable
{
    private readonly TokenFile _tokens;

    public TrackedRun() => _tokens = SquareTokens.Open(Folder.File("a.tokens"), 2_000);

    public TemporaryFolder Folder { get; } = new();

    public TrainingResult Train(long steps, params ITrainingCallback[] callbacks) => Train(steps, resumes: false, callbacks);

    public TrainingResult Train(long steps, bool resumes, params ITrainingCallback[] callbacks) => Train(steps, resumes, CancellationToken.None, callbacks);

    public TrainingResult Train(long steps, CancellationToken cancellation, params ITrainingCallback[] callbacks) => Train(steps, resumes: false, cancellation, callbacks);

    private TrainingResult Train(long steps, bool resumes, CancellationToken cancellation, ITrainingCallback[] callbacks)
    {
        using var model = Tiny.Create(new() { Seed = 4 });
        var split = _tokens.All.Split(0.1);
        var options = new TrainingOptions { Steps = steps, BatchSize = 2, LearningRate = 0.01, ValidationInterval = 2, Progress = ProgressDisplay.Silent, PeakFlops = 1e12, Resume = resumes };
        using var trainer = new Trainer(model, new TokenBatches(split.Train, 16, seed: 7), split.Validation, options, Folder.File("run"), callbacks);
        return trainer.Run(cancellation);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        Folder.Dispose();
    }
}
