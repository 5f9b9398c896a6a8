using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>Keeps the tokens a second of each step.</summary>
public sealed class StepRates : ITrainingCallback
{
    /// <summary>Of the first step first.</summary>
    public List<double> Seen { get; } = [];

    public void OnStep(TrainingStep step) => Seen.Add(step.TokensPerSecond);
}
