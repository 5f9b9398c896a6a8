using System.Globalization;
using Llm.Gen.Tests;
using Llm.Gen.Training.Plotting;

namespace Llm.Gen.Training.Tests;

/// <summary>Run folders made up to be drawn. Where LLM_GEN_KEEP_PLOTS names a folder, their pictures are kept there, to be looked at.</summary>
internal static class DrawnRuns
{
    internal static string Write(TemporaryFolder within, string name, int steps)
    {
        var folder = within.File(name);
        Directory.CreateDirectory(folder);
        var random = new Random(steps);
        var lines = Enumerable.Range(0, steps).Select(s =>
        {
            var loss = 2.4 + (5 * Math.Exp(-s * 6.0 / steps));
            var (noisy, rate, norm) = (loss + ((random.NextDouble() - 0.5) * 0.4), 3e-4 * Math.Min(1, (s + 1) / (steps * 0.05)) * (1 - (s / (1.1 * steps))), 0.3 + random.NextDouble() + (40 * Math.Exp(-s * 30.0 / steps)));
            var (speed, memory) = (9_000 + (600 * random.NextDouble()), 400_000_000 + (long)(5e7 * Math.Min(1, s * 4.0 / steps)));
            var line = string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{s + 1},\"loss\":{noisy},\"learning_rate\":{rate},\"gradient_norm\":{norm},\"tokens\":{(s + 1) * 1024},\"seconds\":{(s + 1) * 0.11},\"tokens_per_second\":{speed},\"memory\":{memory},\"flops_utilization\":{speed / 21_000}}}");
            return s % (steps / 10) == 0 ? line + string.Create(CultureInfo.InvariantCulture, $"\n{{\"step\":{s + 1},\"validation_loss\":{loss + 0.12 + (0.1 * s / steps)}}}") : line;
        });
        File.WriteAllLines(Path.Combine(folder, MetricsFile.Name), lines);
        if (Environment.GetEnvironmentVariable("LLM_GEN_KEEP_PLOTS") is { } keep)
            RunPlot.Write(Path.Combine(keep, name + ".svg"), [PlottedRun.Read(folder)]);
        return folder;
    }
}
