namespace Llm.Gen.Training.Tests;

/// <summary>Writes down all that it hears.</summary>
internal sealed class Recorder : ITrainingCallback
{
    public List<TrainingStep> Steps { get; } = [];

    public List<TrainingValidation> Validations { get; } = [];

    public List<TrainingWarning> Warnings { get; } = [];

    public List<string> Order { get; } = [];

    public Action<TrainingStep> AfterStep { get; init; } = _ => { };

    public void OnStart(TrainingStart start) => Order.Add($"start {start.Step}");

    public void OnWarning(TrainingWarning warning)
    {
        Warnings.Add(warning);
        Order.Add($"warning {warning.Step}");
    }

    public void OnStep(TrainingStep step)
    {
        Steps.Add(step);
        Order.Add($"step {step.Step}");
        AfterStep(step);
    }

    public void OnValidation(TrainingValidation validation)
    {
        Validations.Add(validation);
        Order.Add($"validation {validation.Step}");
    }

    public void OnCheckpoint(string folder) => Order.Add($"checkpoint {Path.GetFileName(folder)}");

    public void OnStop(Exception problem) => Order.Add($"stop {problem.GetType().Name}");

    public void OnEnd(TrainingResult? result) => Order.Add($"end {result?.Steps}");
}
