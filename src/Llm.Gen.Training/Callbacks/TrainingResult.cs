namespace Llm.Gen.Training;

/// <summary>What a run came to.</summary>
/// <param name="Steps">Optimizer steps, resumed parts included; fewer than asked for where the time was up.</param>
/// <param name="Loss">Training loss of the last step, in nats.</param>
/// <param name="ValidationLoss">Validation loss after the last step; null without held-out tokens.</param>
/// <param name="TokensPerSecond">Positions over seconds of training, this part of the run alone.</param>
/// <param name="PeakMemory">The most memory that the process has held so far, bytes.</param>
/// <param name="Run">The run folder; null without one.</param>
/// <param name="Skipped">Steps left out because loss or gradient were no finite numbers, resumed parts included.</param>
public sealed record TrainingResult(long Steps, double Loss, double? ValidationLoss, double TokensPerSecond, long PeakMemory, string? Run, long Skipped = 0);
