namespace Llm.Gen.Training;

/// <summary>How a run shows how far it is, on the error stream.</summary>
public enum ProgressDisplay
{
    /// <summary>A bar on a terminal, lines elsewhere.</summary>
    Automatic,

    /// <summary>A line now and then.</summary>
    Lines,

    /// <summary>Nothing.</summary>
    Silent,
}
