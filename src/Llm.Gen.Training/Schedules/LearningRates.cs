using System.Diagnostics;

namespace Llm.Gen.Training;

/// <summary>
/// The learning rate of every step of a run. A function of the step alone: past the last step its formula goes on, a cosine
/// up again as in the reference.
/// </summary>
/// <param name="Options">The shape.</param>
/// <param name="Peak">The highest rate, reached at the end of the warm-up.</param>
/// <param name="Steps">N, optimizer steps in the run.</param>
/// <param name="WarmupSteps">W, from 0 to N.</param>
/// <param name="FloorRatio">m, the lowest rate after the warm-up as a part of the highest.</param>
public sealed record LearningRates(ScheduleOptions Options, double Peak, long Steps, long WarmupSteps = 0, double FloorRatio = 0)
{
    /// <summary>The rate of optimizer step <paramref name="step"/>, counted from 0.</summary>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Peak * (step < WarmupSteps ? Rise(step) : Fall(step));
    }

    private double Rise(long step)
    {
        var rise = Options.Warmup switch
        {
            WarmupShape.FromZero => (double)step / WarmupSteps,
            WarmupShape.FromFirst => (double)(step + 1) / WarmupSteps,
            WarmupShape.Between => (double)(step + 1) / (WarmupSteps + 1),
            WarmupShape.Cosine => 0.5 * (1 - Math.Cos(Math.PI * step / WarmupSteps)),
            _ => throw new UnreachableException(),
        };
        return Options.Shape == ScheduleShape.WarmupStableDecay ? Above(rise) : rise;
    }

    private double Fall(long step)
    {
        var remaining = Math.Max(1, Steps - WarmupSteps);
        var p = (double)(step - WarmupSteps + (Options.Warmup == WarmupShape.FromFirst ? 1 : 0)) / remaining;
        return Options.Shape switch
        {
            ScheduleShape.Cosine when Options.Warmup == WarmupShape.Between => Above(HalfCosine(Math.Min(p, 1))),
            ScheduleShape.Cosine => Above(HalfCosine(p)),
            ScheduleShape.Linear => Above(Math.Max(0, 1 - p)),
            ScheduleShape.Constant => 1,
            ScheduleShape.WarmupStableDecay => StableDecay(step),
            ScheduleShape.InverseSquareRoot => Math.Max(FloorRatio, 1 / Math.Sqrt((step - WarmupSteps + TimeScale) / TimeScale)),
            ScheduleShape.Polynomial => Above(Math.Pow(Math.Max(0, 1 - p), Options.Power ?? 1)),
            ScheduleShape.CosineRestarts => Above(p >= 1 ? 0 : HalfCosine((Options.Cycles ?? 1) * p % 1)),
            _ => throw new UnreachableException(),
        };
    }

    private double StableDecay(long step)
    {
        var decay = Options.DecaySteps ?? Math.Min(Steps / 5, Steps - WarmupSteps);
        var p = decay == 0 ? 0 : (step - (Steps - decay)) / (double)decay;
        if (p <= 0 && step < Steps)
            return 1;
        return Above(p >= 1 || step >= Steps ? 0 : Options.DecayShape switch
        {
            DecayShape.Cosine => HalfCosine(p),
            DecayShape.OneMinusSqrt => 1 - Math.Sqrt(p),
            _ => 1 - p,
        });
    }

    private double TimeScale => Options.TimeScale ?? WarmupSteps;

    /// <summary>What is 0 to 1, from the floor to 1.</summary>
    private double Above(double part) => FloorRatio + ((1 - FloorRatio) * part);

    private static double HalfCosine(double p) => 0.5 * (1 + Math.Cos(Math.PI * p));
}
