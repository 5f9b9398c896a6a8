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
        return [.. points.Chunk(size).Select(c => new CurvePoint(c.Average(p => p.X), c.Average(p => p.Y)))];
    }

    /// <summary>A running mean over <paramref name="reach"/> points to either side; at the start, where losses fall fast, over as few as there are on the left.</summary>
    internal static IReadOnlyList<CurvePoint> Mean(IReadOnlyList<CurvePoint> points, int reach)
    {
        var sums = new double[points.Count + 1];
        for (var i = 0; i < points.Count; i++)
            sums[i + 1] = sums[i] + points[i].Y;
        return [.. points.Select((p, i) =>
        {
            var left = Math.Min(reach, i);
            var end = Math.Min(i + left, points.Count - 1) + 1;
            return p with { Y = (sums[end] - sums[i - left]) / (end - i + left) };
        })];
    }
}
