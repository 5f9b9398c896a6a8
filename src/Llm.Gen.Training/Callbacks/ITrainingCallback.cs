namespace Llm.Gen.Training;

/// <summary>
/// Hears of a run. Every step calls in this order: <see cref="OnWarning"/> if there was something unusual, after
/// <see cref="OnCheckpoint"/> if one was written for it; <see cref="OnStep"/>, then <see cref="OnValidation"/> if there was one,
/// then <see cref="OnCheckpoint"/> if one was written; <see cref="OnStart"/> comes before all, <see cref="OnEnd"/> after
/// all, and after a failure or a cancellation too, which <see cref="OnStop"/> tells before it. Of several callbacks the run folder's metrics come first, then the progress display,
/// then the process's meter, then the caller's own in their order. All run on the training thread; an exception stops the run.
/// </summary>
public interface ITrainingCallback
{
    /// <summary>The run begins, or goes on.</summary>
    void OnStart(TrainingStart start)
    {
    }

    /// <summary>Something is unusual about a step whose update was not made yet.</summary>
    void OnWarning(TrainingWarning warning)
    {
    }

    /// <summary>A step is done.</summary>
    void OnStep(TrainingStep step)
    {
    }

    /// <summary>The held-out tokens were scored.</summary>
    void OnValidation(TrainingValidation validation)
    {
    }

    /// <summary>A checkpoint lies in the folder, whole.</summary>
    void OnCheckpoint(string folder)
    {
    }

    /// <summary>The run will not reach its end: it was cancelled (an <see cref="OperationCanceledException"/>), or failed.</summary>
    void OnStop(Exception problem)
    {
    }

    /// <summary>The run is over. Null when it did not reach its last step.</summary>
    void OnEnd(TrainingResult? result)
    {
    }
}
