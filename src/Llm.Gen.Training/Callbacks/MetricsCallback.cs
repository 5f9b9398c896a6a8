namespace Llm.Gen.Training;

/// <summary>Writes every step, and the validation after it, as one line of a run's metrics.</summary>
internal sealed class MetricsCallback(MetricsFile file) : ITrainingCallback
{
    private RunMetric? _open;

    public void OnStep(TrainingStep step)
    {
        Flush();
        _open = new RunMetric
        {
            Step = step.Step,
            Loss = step.Loss,
            LearningRate = step.LearningRate,
            GradientNorm = step.GradientNorm,
            Tokens = step.Tokens,
            Seconds = Math.Round(step.Seconds, 3),
            TokensPerSecond = Math.Round(step.TokensPerSecond, 1),
        };
    }

    public void OnValidation(TrainingValidation validation)
    {
        _open = (_open ?? new RunMetric { Step = validation.Step }) with { ValidationLoss = validation.Loss };
        Flush();
    }

    public void OnCheckpoint(string folder) => Flush();

    public void OnEnd(TrainingResult? result) => Flush();

    private void Flush()
    {
        if (_open is { } metric)
            file.Write(metric);
        _open = null;
    }
}
