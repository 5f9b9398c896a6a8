namespace Llm.Gen.Training;

/// <summary>What was unusual about a step.</summary>
public enum WarningKind
{
    /// <summary>The loss is far above those of the steps before.</summary>
    LossSpike,

    /// <summary>The loss or the gradient is no finite number, and the step is left out.</summary>
    NotFinite,
}
