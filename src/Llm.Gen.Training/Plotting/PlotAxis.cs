namespace Llm.Gen.Training.Plotting;

/// <summary>What runs are drawn over.</summary>
public enum PlotAxis
{
    /// <summary>Optimizer steps.</summary>
    Steps,

    /// <summary>Tokens read.</summary>
    Tokens,

    /// <summary>Seconds of training, pauses left out.</summary>
    Seconds,
}
