namespace Llm.Gen.Training;

/// <summary>Writes every step and every validation as a line of a run's metrics, at once: a checkpoint never knows of a step that the metrics do not.</summary>
internal sealed class MetricsCallback(MetricsFile file) : ITrainingCallback
{
    private TrainingStart? _start;

    public void OnStart(TrainingStart start) => _start = start;

    public void OnWarning(TrainingWarning warning) => file.Write(new RunMetric { Step = warning.Step, Warning = warning.Message });

    public void OnStep(TrainingStep step) => file.Write(new RunMetric
    {
        Step = step.Step,
        Loss = double.IsFinite(step.Loss) ? step.Loss : null,
        LearningRate = step.LearningRate,
        GradientNorm = double.IsFinite(step.GradientNorm) ? step.GradientNorm : null,
        Tokens = step.Tokens,
        Seconds = Math.Round(step.Seconds, 3),
        TokensPerSecond = Math.Round(step.TokensPerSecond, 1),
        Memory = step.Memory,
        FlopsUtilization = _start!.FlopsUtilization(step) is { } part ? Math.Round(part, 4) : null,
    });

    public void OnValidation(TrainingValidation validation) => file.Write(new RunMetric { Step = validation.Step, ValidationLoss = double.IsFinite(validation.Loss) ? validation.Loss : null });
}
