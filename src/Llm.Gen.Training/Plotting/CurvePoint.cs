namespace Llm.Gen.Training.Plotting;

/// <summary>One point of a curve.</summary>
/// <param name="Step">Optimizer steps done.</param>
/// <param name="Loss">In nats.</param>
public sealed record CurvePoint(double Step, double Loss);
