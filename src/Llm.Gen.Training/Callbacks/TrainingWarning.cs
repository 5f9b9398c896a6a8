namespace Llm.Gen.Training;

/// <summary>Something unusual about a step, found before its update.</summary>
/// <param name="Step">The step, the first being 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Loss">The step's loss.</param>
/// <param name="GradientNorm">L2 over all weights, before clipping.</param>
/// <param name="Rows">The rows that it read, as the batch source describes them.</param>
/// <param name="Checkpoint">A checkpoint from which a run takes this step again; null without one.</param>
/// <param name="Message">All of it in words.</param>
public sealed record TrainingWarning(long Step, WarningKind Kind, double Loss, double GradientNorm, string Rows, string? Checkpoint, string Message);
