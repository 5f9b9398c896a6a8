namespace Llm.Gen.Training;

/// <summary>What is the same for all weights of a step.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="GradientScale">Multiplies every gradient first.</param>
internal readonly record struct UpdateStep(long Number, double Rate, double GradientScale);
