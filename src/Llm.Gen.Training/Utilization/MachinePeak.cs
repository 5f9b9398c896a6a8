using System.Diagnostics;
using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>What a machine can do at most.</summary>
public static class MachinePeak
{
    private const int Side = 1_024;
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(0.6);

    /// <summary>
    /// Floating-point operations a second of torch's product of two matrices of 1,024 by 1,024, the best of those that fit into about a second: what model FLOPs utilization is a part of.
    /// </summary>
    /// <param name="placement">The device and the type of numbers that is trained in.</param>
    public static double Measure(Placement placement)
    {
        ArgumentNullException.ThrowIfNull(placement);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var left = ones(Side, Side, dtype: placement.Type, device: placement.Device);
        var right = ones(Side, Side, dtype: placement.Type, device: placement.Device);
        var (best, clock) = (double.PositiveInfinity, Stopwatch.StartNew());
        for (var round = 0; round < 3 || clock.Elapsed < _time; round++)
        {
            var started = clock.Elapsed;
            using var product = left.matmul(right);
            using var corner = product.select(0, 0).select(0, 0);
            _ = corner.to(ScalarType.Float32).item<float>();                        // a GPU has done it when the number is here
            if (round > 0)
                best = Math.Min(best, (clock.Elapsed - started).TotalSeconds);
        }
        return 2.0 * Side * Side * Side / best;
    }
}
