namespace Llm.Gen.Training;

/// <summary>How the learning rate goes over a run. An option that the shape does not have is an error; null is the shape's own default.</summary>
public sealed record ScheduleOptions
{
    /// <summary>What follows the warm-up. Default: half a cosine.</summary>
    public ScheduleShape Shape { get; init; }

    /// <summary>How the warm-up rises. Default: from zero.</summary>
    public WarmupShape Warmup { get; init; }

    /// <summary>Steps of decay at the end of warm-up, stable, decay. Default: a fifth of the run.</summary>
    public long? DecaySteps { get; init; }

    /// <summary>How that decay falls. Default: linear.</summary>
    public DecayShape? DecayShape { get; init; }

    /// <summary>The polynomial's power. Default: 1.</summary>
    public double? Power { get; init; }

    /// <summary>Half cosines with restarts. Default: 1.</summary>
    public int? Cycles { get; init; }

    /// <summary>S of the inverse square root, in steps. Default: the warm-up's.</summary>
    public double? TimeScale { get; init; }

    internal IEnumerable<string> Errors(long steps, long warmup)
    {
        (string Property, object? Value, ScheduleShape Owner)[] owned =
        [
            (nameof(DecaySteps), DecaySteps, ScheduleShape.WarmupStableDecay),
            (nameof(DecayShape), DecayShape, ScheduleShape.WarmupStableDecay),
            (nameof(Power), Power, ScheduleShape.Polynomial),
            (nameof(Cycles), Cycles, ScheduleShape.CosineRestarts),
            (nameof(TimeScale), TimeScale, ScheduleShape.InverseSquareRoot),
        ];
        return
        [
            .. Check(Enum.IsDefined(Shape), $"the schedule's {nameof(Shape)} is {(int)Shape}, expected one of {string.Join(", ", Enum.GetNames<ScheduleShape>())}"),
            .. Check(Enum.IsDefined(Warmup), $"{nameof(Warmup)} is {(int)Warmup}, expected one of {string.Join(", ", Enum.GetNames<WarmupShape>())}"),
            .. Check(Warmup != WarmupShape.FromFirst || Shape != ScheduleShape.WarmupStableDecay, $"{nameof(Warmup)} is {Warmup}, expected another one with {ScheduleShape.WarmupStableDecay}, whose warm-up begins at the floor"),
            .. owned.Where(o => o.Value is not null && o.Owner != Shape).Select(o => $"{o.Property} is set, and the schedule {Shape} has none; leave it out, or choose {o.Owner}"),
            .. Check(DecaySteps is null || (DecaySteps >= 0 && DecaySteps <= steps - warmup), $"{nameof(DecaySteps)} is {DecaySteps}, expected from 0 to the steps after the warm-up, {steps - warmup}"),
            .. Check(DecayShape is null || Enum.IsDefined(DecayShape.Value), $"{nameof(DecayShape)} is {(int?)DecayShape}, expected one of {string.Join(", ", Enum.GetNames<DecayShape>())}"),
            .. Check(Power is null || (Power > 0 && double.IsFinite(Power.Value)), $"{nameof(Power)} is {Power}, expected a number above 0"),
            .. Check(Cycles is null or >= 1, $"{nameof(Cycles)} is {Cycles}, expected at least 1"),
            .. Check(TimeScale is null || (TimeScale > 0 && double.IsFinite(TimeScale.Value)), $"{nameof(TimeScale)} is {TimeScale}, expected a number above 0"),
            .. Check(Shape != ScheduleShape.InverseSquareRoot || TimeScale is not null || warmup > 0, $"{nameof(TimeScale)} is not set and there is no warm-up to take it from, expected one of both"),
        ];
    }

    private static IEnumerable<string> Check(bool isRight, FormattableString error)
    {
        if (!isRight)
            yield return FormattableString.Invariant(error);
    }
}
