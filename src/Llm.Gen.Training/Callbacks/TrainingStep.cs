namespace Llm.Gen.Training;

/// <summary>One step, done.</summary>
/// <param name="Step">Steps done, this one included.</param>
/// <param name="Loss">Mean over the step's targets before its update, in nats, with what the options add to it.</param>
/// <param name="LearningRate">The rate of its update.</param>
/// <param name="GradientNorm">L2 over all weights, before clipping.</param>
/// <param name="Tokens">Positions read since the run began.</param>
/// <param name="Seconds">Spent training since the run began, pauses left out.</param>
/// <param name="TokensPerSecond">Of this step.</param>
/// <param name="IsSkipped">Whether loss or gradient were no finite numbers, so that the weights are as they were.</param>
public sealed record TrainingStep(long Step, double Loss, double LearningRate, double GradientNorm, long Tokens, double Seconds, double TokensPerSecond, bool IsSkipped = false)
{
    /// <summary>Bytes that the process held in memory when the step was done.</summary>
    public long Memory { get; init; } = Environment.WorkingSet;
}
