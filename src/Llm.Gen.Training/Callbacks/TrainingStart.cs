using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>What a run sets out with.</summary>
/// <param name="Model">What is trained.</param>
/// <param name="Options">How.</param>
/// <param name="Step">Steps already done: 0 unless resumed.</param>
/// <param name="TokensPerStep">Positions that one step reads.</param>
public sealed record TrainingStart(ICausalModel Model, TrainingOptions Options, long Step, long TokensPerStep);
