namespace Llm.Gen.Training;

/// <summary>
/// Writes a run as TensorBoard's event files: <c>tensorboard --logdir FOLDER</c> shows it, and several runs where FOLDER holds theirs. The tags are the keys of metrics.jsonl. A resumed run begins
/// another file, which makes TensorBoard forget the steps that are done again.
/// </summary>
/// <param name="folder">The folder of this run; made where there is none.</param>
public sealed class TensorBoardCallback(string folder) : ITrainingCallback
{
    private EventFile? _file;
    private TrainingStart? _start;

    /// <inheritdoc/>
    public void OnStart(TrainingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _file = new EventFile(folder, EventFile.Name());
        _file.WriteStart(start.Step + 1);
    }

    /// <inheritdoc/>
    public void OnStep(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        _file!.WriteScalars(step.Step, StepMeasures.Of(_start!, step));
    }

    /// <inheritdoc/>
    public void OnValidation(TrainingValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        _file!.WriteScalars(validation.Step, [(StepMeasures.ValidationLoss, validation.Loss)]);
    }

    /// <inheritdoc/>
    public void OnEnd(TrainingResult? result)
    {
        _file?.Dispose();
        _file = null;
    }
}
