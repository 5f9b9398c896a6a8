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

    /// <summary>A centred running mean, <paramref name="reach"/> points to either side; fewer near the ends, so that it does not lag.</summary>
    internal static IReadOnlyList<CurvePoint> Mean(IReadOnlyList<CurvePoint> points, int reach)
    {
        var sums = new double[points.Count + 1];
        for (var i = 0; i < points.Count; i++)
            sums[i + 1] = sums[i] + points[i].Loss;
        return [.. points.Select((p, i) =>
        {
            var side = Math.Min(reach, Math.Min(i, points.Count - 1 - i));
            return p with { Loss = (sums[i + side + 1] - sums[i - side]) / ((2 * side) + 1) };
        })];
    }
}
