using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>What a run sets out with.</summary>
/// <param name="Model">What is trained.</param>
/// <param name="Options">How.</param>
/// <param name="Step">Steps already done: 0 unless resumed.</param>
/// <param name="TokensPerStep">Positions that one step reads.</param>
public sealed record TrainingStart(ICausalModel Model, TrainingOptions Options, long Step, long TokensPerStep)
{
    private readonly Lazy<double?> _flopsPerToken = new(() => ModelFlops.PerToken(Model, TokensPerStep / ((long)Options.BatchSize * Options.Accumulation)));

    /// <summary>Shows a line on the error stream, beside the progress display; nothing where that is silent.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>The part of the options' peak that the model's own operations reached in a step, 0 to 1 (arXiv:2204.02311); null where there is no peak, or where not every weight learns.</summary>
    public double? FlopsUtilization(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Options.PeakFlops is { } peak ? _flopsPerToken.Value * step.TokensPerSecond / peak : null;
    }
}
