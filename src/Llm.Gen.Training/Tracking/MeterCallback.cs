namespace Llm.Gen.Training;

/// <summary>Records every run on the <see cref="TrainingMeter"/>.</summary>
internal sealed class MeterCallback : ITrainingCallback
{
    private TrainingStart? _start;
    private KeyValuePair<string, object?> _model;

    public void OnStart(TrainingStart start)
    {
        _start = start;
        _model = new("model", start.Model.Facts.Name);
    }

    public void OnWarning(TrainingWarning warning) => TrainingMeter.Warnings.Add(1, _model, new("kind", warning.Kind == WarningKind.LossSpike ? "loss_spike" : "not_finite"));

    public void OnStep(TrainingStep step)
    {
        TrainingMeter.Steps.Add(1, _model);
        TrainingMeter.Tokens.Add(_start!.TokensPerStep, _model);
        TrainingMeter.StepDuration.Record(_start.TokensPerStep / step.TokensPerSecond, _model);
        if (!step.IsSkipped)
        {
            TrainingMeter.Loss.Record(step.Loss, _model);
            TrainingMeter.GradientNorm.Record(step.GradientNorm, _model);
        }
        TrainingMeter.LearningRate.Record(step.LearningRate, _model);
        TrainingMeter.Throughput.Record(step.TokensPerSecond, _model);
        TrainingMeter.Memory.Record(step.Memory, _model);
        if (TrainingMeter.FlopsUtilization.Enabled && _start.FlopsUtilization(step) is { } part)
            TrainingMeter.FlopsUtilization.Record(part, _model);
    }

    public void OnValidation(TrainingValidation validation) => TrainingMeter.ValidationLoss.Record(validation.Loss, _model);
}
