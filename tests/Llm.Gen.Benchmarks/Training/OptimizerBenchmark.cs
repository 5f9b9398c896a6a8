using System.Diagnostics;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>
/// Nanoseconds that a step of each optimizer takes for each number that learns, beside AdamW's in the same rounds, and bytes that it remembers for each. Every
/// step follows gradients of its own: a table of normal numbers, each weight's from another place on.
/// </summary>
public static class OptimizerBenchmark
{
    private const int Drawn = 1_000_003;

    public static Task<int> Run(Options options)
    {
        var (steps, rounds) = (options.Number("steps", 3), options.Number("rounds", 7));
        using var model = Preset.Find(options.Text("preset", "tinystories")).Create(options.Text("dtype", "float32"));
        var names = options.List("names", string.Join(',', Enum.GetNames<OptimizerName>())).Select(Enum.Parse<OptimizerName>).Prepend(OptimizerName.AdamW).Distinct().ToArray();
        using var drawn = TorchSharp.torch.randn(Drawn);
        using var source = drawn.mul(1e-3);
        var times = names.ToDictionary(name => name, _ => new List<double>());
        var bytes = new Dictionary<OptimizerName, double>();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var name in names)
                times[name].Add(Measure(model, name, source, steps, bytes));
        }
        foreach (var name in names)
        {
            var ratios = times[name].Zip(times[OptimizerName.AdamW], (own, plain) => own / plain).ToArray();
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-10} {Pairs.Quantile(times[name], 0.5),7:0.00} ns a number, {Pairs.Quantile(ratios, 0.5),6:0.00} of AdamW's [{Pairs.Quantile(ratios, 0.25):0.00} .. {Pairs.Quantile(ratios, 0.75):0.00}], {bytes[name]:0.00} bytes a number"));
        }
        return Task.FromResult(0);
    }

    /// <summary>The median of some steps of an optimizer that has taken one, in nanoseconds a number.</summary>
    private static double Measure(Runtime.CausalModel model, OptimizerName name, TorchSharp.torch.Tensor source, int steps, Dictionary<OptimizerName, double> bytes)
    {
        using var gradients = new GradientSet(TrainableWeights.Of(model));
        using var optimizer = new Optimizer(gradients, new() { Name = name, Momentum = name == OptimizerName.Sgd ? 0.9 : null });
        var times = new List<double>();
        for (var step = 0; step <= steps; step++)
        {
            Fill(gradients, source, step);
            var started = Stopwatch.GetTimestamp();
            optimizer.Step(1e-6);
            if (step > 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / gradients.Count);
        }
        bytes[name] = (double)optimizer.States.Sum(state => state.Values.numel() * state.Values.element_size()) / gradients.Count;
        return Pairs.Quantile(times, 0.5);
    }

    private static void Fill(GradientSet gradients, TorchSharp.torch.Tensor source, int step)
    {
        using var frozen = TorchSharp.torch.no_grad();
        for (var index = 0; index < gradients.Gradients.Count; index++)
        {
            using var flat = gradients.Gradients[index].view(-1);
            var from = (index + step) * 7_919L % (Drawn / 2);
            for (var at = 0L; at < flat.numel();)
            {
                var count = Math.Min(flat.numel() - at, Drawn - from);
                using var part = flat.narrow(0, at, count);
                using var numbers = source.narrow(0, from, count);
                part.copy_(numbers);
                (at, from) = (at + count, 0);
            }
        }
    }
}
