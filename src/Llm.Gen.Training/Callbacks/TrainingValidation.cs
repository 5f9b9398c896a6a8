namespace Llm.Gen.Training;

/// <summary>The held-out tokens, scored.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Loss">Mean over all scored tokens, in nats.</param>
public sealed record TrainingValidation(long Step, double Loss);
