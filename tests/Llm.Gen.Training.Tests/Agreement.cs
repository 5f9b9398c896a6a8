namespace Llm.Gen.Training.Tests;

/// <summary>Two rows of numbers agree when |a - b| is at most the tolerance times max(1, |b|), everywhere.</summary>
public static class Agreement
{
    public static void Check(string what, IReadOnlyList<float> actual, IReadOnlyList<float> expected, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Check($"{what}[{i}]", actual[i], expected[i], tolerance);
    }

    public static void Check(string what, double actual, double expected, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {actual} differs from {expected} by more than {tolerance}");
}
