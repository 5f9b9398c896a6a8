namespace Llm.Gen.Training;

/// <summary>What trackers are told of a step, under the names that metrics.jsonl has.</summary>
internal static class StepMeasures
{
    internal static IEnumerable<(string Name, double Value)> Of(TrainingStart start, TrainingStep step)
    {
        (string, double?)[] measures =
        [
            ("loss", step.Loss),
            ("learning_rate", step.LearningRate),
            ("gradient_norm", step.GradientNorm),
            ("tokens_per_second", step.TokensPerSecond),
            ("memory", step.Memory),
            ("flops_utilization", start.FlopsUtilization(step)),
        ];
        return from measure in measures where measure.Item2 is { } value && double.IsFinite(value) select (measure.Item1, measure.Item2!.Value);
    }

    internal const string ValidationLoss = "validation_loss";
}
