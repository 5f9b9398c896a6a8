namespace Llm.Gen.Training.Plotting;

/// <summary>Makes noisy curves readable: fewer points, then a running mean.</summary>
internal static class Smoothing
{
    /// <summary>Means over equal stretches of the curve, at most <paramref name="most"/> of them.</summary>
    internal static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points, int most)
    {
        if (points.Count <= most)
            return points;
        var size = (points.Count + most - 1) / most;
        return [.. points.Chunk(size).Select(c => new CurvePoint(c.Average(p => p.Step), c.Average(p => p.Loss)))];
    }

    /// <summary>An exponential running mean over about <paramref name="window"/> points, without the bias of its start.</summary>
    internal static IReadOnlyList<CurvePoint> Mean(IReadOnlyList<CurvePoint> points, double window)
    {
        var keep = 1 - (1 / Math.Max(1, window));
        var (sum, weight) = (0.0, 0.0);
        return [.. points.Select(p =>
        {
            sum = (sum * keep) + p.Loss;
            weight = (weight * keep) + 1;
            return new CurvePoint(p.Step, sum / weight);
        })];
    }
}
