namespace Llm.Gen.Training.Plotting;

/// <summary>A linear axis whose ends and ticks are round numbers: 1, 2, 2.5 or 5 times a power of ten apart.</summary>
internal sealed class AxisScale : IAxisScale
{
    private static readonly double[] _steps = [1, 2, 2.5, 5, 10];
    private readonly int _decimals;

    /// <summary>Covers the values with about <paramref name="ticks"/> ticks.</summary>
    internal AxisScale(double least, double most, int ticks, bool endsAtLast = false)
    {
        var range = most > least ? most - least : Math.Max(1, Math.Abs(most));
        var raw = range / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        Step = power * _steps.First(s => s * power >= raw * 0.999);
        _decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step / (Step / power == 2.5 ? 10 : 1))), 0, 10);
        Low = Math.Floor(least / Step) * Step;
        High = endsAtLast ? Math.Max(most, Low + Step) : Math.Ceiling(most / Step - 1e-9) * Step;
        if (High <= Low)
            High = Low + Step;
    }

    internal double Low { get; }

    internal double High { get; }

    internal double Step { get; }

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var i = 0; Low + (i * Step) <= High + (Step * 1e-6); i++)
                yield return Low + (i * Step);
        }
    }

    public string Label(double value) => value.ToString($"N{_decimals}", System.Globalization.CultureInfo.InvariantCulture);

    public double Part(double value) => (value - Low) / (High - Low);
}
