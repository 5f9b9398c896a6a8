using System.Globalization;

namespace Llm.Gen.Benchmarks.Measuring;

/// <summary>Two measurements taken in turn, so that a noisy machine troubles both alike.</summary>
public static class Pairs
{
    /// <summary>Takes the pairs and prints the median of ours over the peer's, with its quartiles.</summary>
    /// <param name="title">What is compared, for the printed line.</param>
    /// <param name="count">Pairs; DESIGN's rule is seven.</param>
    /// <param name="ours">One measurement of ours.</param>
    /// <param name="peer">One measurement of the peer's.</param>
    public static async Task<double> Compare(string title, int count, Func<Task<double>> ours, Func<Task<double>> peer)
    {
        var (a, b, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            a.Add(await ours());
            b.Add(await peer());
            ratios.Add(a[^1] / b[^1]);
        }

        var median = Quantile(ratios, 0.5);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title,-44} ours {Quantile(a, 0.5),10:F1}  peer {Quantile(b, 0.5),10:F1}  ratio {median:F2}  [{Quantile(ratios, 0.25):F2} .. {Quantile(ratios, 0.75):F2}]"));
        return median;
    }

    /// <summary>The quantile of a sample, linear between neighbours.</summary>
    public static double Quantile(IEnumerable<double> sample, double q)
    {
        var sorted = sample.Order().ToArray();
        var at = q * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(at)], sorted[(int)Math.Ceiling(at)]);
        return below + ((above - below) * (at - Math.Floor(at)));
    }
}
