namespace Llm.Gen.Training;

/// <summary>
/// The learning rate over a run: linear warm-up from zero, then half a cosine down to a floor (arXiv:1608.03983 without
/// restarts). With W warm-up steps of N and floor m, step s has
/// s / W for s &lt; W, else m + (1 - m) (1 + cos(pi (s - W) / (N - W))) / 2, times the peak; from N on it is the floor.
/// </summary>
/// <param name="Peak">The highest rate, reached at the end of the warm-up.</param>
/// <param name="Steps">N, optimizer steps in the run.</param>
/// <param name="WarmupSteps">W, from 0 to N. The very first step of a warm-up has rate 0.</param>
/// <param name="FloorRatio">m, the last rate as a part of the peak.</param>
public sealed record CosineSchedule(double Peak, long Steps, long WarmupSteps = 0, double FloorRatio = 0)
{
    /// <summary>The rate of optimizer step <paramref name="step"/>, counted from 0.</summary>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
            return Peak * step / WarmupSteps;
        if (step >= Steps)
            return Peak * FloorRatio;

        var progress = (double)(step - WarmupSteps) / (Steps - WarmupSteps);
        return Peak * (FloorRatio + ((1 - FloorRatio) * 0.5 * (1 + Math.Cos(Math.PI * progress))));
    }
}
