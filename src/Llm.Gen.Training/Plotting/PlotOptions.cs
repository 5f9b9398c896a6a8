namespace Llm.Gen.Training.Plotting;

/// <summary>How runs are drawn.</summary>
public sealed record PlotOptions
{
    /// <summary>What they are drawn over. Default: steps.</summary>
    public PlotAxis Axis { get; init; } = PlotAxis.Steps;

    /// <summary>Points to either side that the strong line is a mean of; the raw values stay behind it. 0 shows the raw values alone, null follows their number. Default: null.</summary>
    public int? Smoothing { get; init; }

    /// <summary>The heading. Default: null, the names of the runs.</summary>
    public string? Title { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value has no meaning.</exception>
    internal void Require()
    {
        if (!Enum.IsDefined(Axis))
            throw new ArgumentOutOfRangeException(nameof(Axis), $"{nameof(Axis)} is {(int)Axis}, expected one of {string.Join(", ", Enum.GetNames<PlotAxis>())}.");
        if (Smoothing < 0)
            throw new ArgumentOutOfRangeException(nameof(Smoothing), $"{nameof(Smoothing)} is {Smoothing}, expected a number of points from 0.");
    }
}
