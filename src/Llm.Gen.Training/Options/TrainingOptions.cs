using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>Everything that decides a run, but for the model and the data. Wrong values are all named at once when a trainer is made.</summary>
public sealed record TrainingOptions
{
    /// <summary>Optimizer steps in the whole run, resumed parts included.</summary>
    public required long Steps { get; init; }

    /// <summary>Ends the run early, with the step in which its training time passes this; null sets no limit. Default: null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Rows in a micro-batch, B. Default: 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Micro-batches in a step; their gradients are added up, each token weighing the same. Default: 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The highest learning rate. Default: 3e-4.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Steps of warm-up. Default: 0.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>The lowest learning rate after the warm-up as a part of the highest. Default: 0.1.</summary>
    public double LearningRateFloor { get; init; } = 0.1;

    /// <summary>How the learning rate goes over the run. Default: half a cosine after a warm-up from zero.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>What is added to the cross-entropy. Default: nothing.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>Which optimizer, and its constants. Default: AdamW.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Which weights the optimizer's weight decay pulls towards zero. Default: matrices, embeddings and experts among them.</summary>
    public DecayedWeights DecayedWeights { get; init; }

    /// <summary>Weights with a learning rate or decay of their own, by their names; of several groups that hold a weight the last one counts. Default: none.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>The longest gradient, L2 over all weights: longer ones are shortened to it. Null does not clip. Default: 1.</summary>
    public double? ClipNorm { get; init; } = 1;

    /// <summary>Trains the last layers alone, this many, with what comes after them; null trains all. Default: null.</summary>
    public int? LastLayers { get; init; }

    /// <summary>An average of the weights is kept, and saved in checkpoints. Default: null, none.</summary>
    public AveragingOptions? Average { get; init; }

    /// <summary>Steps whose loss or gradient is no finite number that may be left out, the weights as they were, before the run stops. Default: 0.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>Warns of a loss that is so many standard deviations above the mean of the hundred before, and keeps a checkpoint of that step; null never does. Default: 6.</summary>
    public double? SpikeDeviations { get; init; } = 6;

    /// <summary>Reads the next rows on another thread while the present ones are learnt from: for sources that take long. Default: false.</summary>
    public bool Prefetch { get; init; }

    /// <summary>Determines what dropout drops, and seeds torch's own random numbers. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>Recompute each layer in the backward pass: a third more work, far less memory. Default: false.</summary>
    public bool Checkpointing { get; init; }

    /// <summary>Steps between validations; one more comes after the last step. 0 validates at the end alone. Default: 100.</summary>
    public long ValidationInterval { get; init; } = 100;

    /// <summary>Micro-batches in a validation, spread evenly over what is held out. Default: 8.</summary>
    public int ValidationBatches { get; init; } = 8;

    /// <summary>Steps between checkpoints; one more comes after the last step. 0 keeps one at the end alone. Default: 500.</summary>
    public long CheckpointInterval { get; init; } = 500;

    /// <summary>Newest checkpoints that are kept, and beside them as many of those that warnings are about. Default: 2.</summary>
    public int CheckpointsKept { get; init; } = 2;

    /// <summary>Goes on from the newest checkpoint of the run folder; without one it is an error. Default: false.</summary>
    public bool Resume { get; init; }

    /// <summary>How the progress is shown. Default: a bar on a terminal, lines elsewhere.</summary>
    public ProgressDisplay Progress { get; init; } = ProgressDisplay.Automatic;

    /// <summary>Floating-point operations a second that the machine can do at most: model FLOPs utilization is a part of it, and left out without one. <see cref="MachinePeak"/> measures it. Default: null.</summary>
    public double? PeakFlops { get; init; }

    /// <summary>The learning rates of the run.</summary>
    [JsonIgnore]
    public LearningRates Rates => new(Schedule, LearningRate, Steps, WarmupSteps, LearningRateFloor);

    /// <summary>The same options for a run of another length: a twentieth of it warms up, each tenth ends with a validation.</summary>
    public TrainingOptions For(long steps) => this with { Steps = steps, WarmupSteps = steps / 20, ValidationInterval = Math.Max(1, steps / 10) };

    /// <summary>What is wrong with the values: one message each, none when all is well.</summary>
    public IReadOnlyList<string> Errors() =>
    [
        .. AtLeast(Steps, 1, nameof(Steps)),
        .. Check(TimeLimit is null || TimeLimit > TimeSpan.Zero, $"{nameof(TimeLimit)} is {TimeLimit}, expected a time above 0, or null"),
        .. AtLeast(BatchSize, 1, nameof(BatchSize)),
        .. AtLeast(Accumulation, 1, nameof(Accumulation)),
        .. Check(LearningRate > 0 && double.IsFinite(LearningRate), $"{nameof(LearningRate)} is {LearningRate}, expected a number above 0"),
        .. Check(WarmupSteps >= 0 && WarmupSteps <= Steps, $"{nameof(WarmupSteps)} is {WarmupSteps}, expected from 0 to {nameof(Steps)} ({Steps})"),
        .. Check(LearningRateFloor is >= 0 and <= 1, $"{nameof(LearningRateFloor)} is {LearningRateFloor}, expected from 0 to 1: it is a part of {nameof(LearningRate)}"),
        .. Check(ClipNorm is null || (ClipNorm > 0 && double.IsFinite(ClipNorm.Value)), $"{nameof(ClipNorm)} is {ClipNorm}, expected a number above 0, or null"),
        .. AtLeast(ValidationInterval, 0, nameof(ValidationInterval)),
        .. AtLeast(ValidationBatches, 1, nameof(ValidationBatches)),
        .. AtLeast(CheckpointInterval, 0, nameof(CheckpointInterval)),
        .. AtLeast(CheckpointsKept, 1, nameof(CheckpointsKept)),
        .. Check(Enum.IsDefined(Progress), $"{nameof(Progress)} is {(int)Progress}, expected one of {string.Join(", ", Enum.GetNames<ProgressDisplay>())}"),
        .. Check(LastLayers is null or >= 1, $"{nameof(LastLayers)} is {LastLayers}, expected at least 1, or null"),
        .. AtLeast(SkippedSteps, 0, nameof(SkippedSteps)),
        .. Check(SpikeDeviations is null || (SpikeDeviations > 0 && double.IsFinite(SpikeDeviations.Value)), $"{nameof(SpikeDeviations)} is {SpikeDeviations}, expected a number above 0, or null"),
        .. Average?.Errors() ?? [],
        .. Check(Average is null || Average.FirstStep <= Steps, $"{nameof(Average)} has the {nameof(AveragingOptions.FirstStep)} {Average?.FirstStep}, expected at most {nameof(Steps)} ({Steps})"),
        .. Schedule.Errors(Steps, WarmupSteps),
        .. Loss.Errors(),
        .. Check(PeakFlops is null || (PeakFlops > 0 && double.IsFinite(PeakFlops.Value)), $"{nameof(PeakFlops)} is {PeakFlops}, expected a number above 0, or null"),
        .. Optimizer.Errors(),
        .. Check(Enum.IsDefined(DecayedWeights), $"{nameof(DecayedWeights)} is {(int)DecayedWeights}, expected one of {string.Join(", ", Enum.GetNames<DecayedWeights>())}"),
        .. Groups.SelectMany(group => group.Errors()),
    ];

    private static IEnumerable<string> AtLeast(long value, long least, string name) =>
        Check(value >= least, $"{name} is {value}, expected at least {least}");

    private static IEnumerable<string> Check(bool isRight, FormattableString error)
    {
        if (!isRight)
            yield return FormattableString.Invariant(error);
    }
}
