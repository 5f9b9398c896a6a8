namespace Llm.Gen.Training.Plotting;

/// <summary>An axis of a chart.</summary>
internal interface IAxisScale
{
    IEnumerable<double> Ticks { get; }

    string Label(double value);

    /// <summary>Where a value stands between the ends, 0 to 1.</summary>
    double Part(double value);

    /// <summary>A logarithmic axis where all values are above 0 and the largest is far above the smallest; else a linear one.</summary>
    internal static IAxisScale For(IReadOnlyList<double> values, int ticks, bool isFromZero)
    {
        const double Far = 30;
        var (least, most) = (values.Min(), values.Max());
        if (!isFromZero && least > 0 && most > Far * least)
            return new LogAxisScale(least, most);
        return new AxisScale(isFromZero ? Math.Min(0, least) : least, most, ticks);
    }
}
