using System.Diagnostics;
using System.Globalization;

namespace Llm.Gen.Benchmarks.Measuring;

/// <summary>Repeated timings of one thing.</summary>
public static class Sample
{
    /// <summary>How long something takes, in milliseconds.</summary>
    public static double Milliseconds(Action action)
    {
        var begun = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>Prints the median with its quartiles, beside the most that it may be.</summary>
    public static void Print(string title, IReadOnlyCollection<double> milliseconds, double floor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title,-44} {Pairs.Quantile(milliseconds, 0.5),8:F1} ms  [{Pairs.Quantile(milliseconds, 0.25):F1} .. {Pairs.Quantile(milliseconds, 0.75):F1}]  of {milliseconds.Count}, floor {floor:F0}"));
}
