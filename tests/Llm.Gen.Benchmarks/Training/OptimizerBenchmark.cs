using System.Diagnostics;
using Llm.Gen.Benchmarks.Measuring;
using Llm.Gen.Benchmarks.Models;
using Llm.Gen.Training;

namespace Llm.Gen.Benchmarks.Training;

/// <summary>Nanoseconds that a step of each optimizer takes for each number that learns, and bytes that it remembers.</summary>
public static class OptimizerBenchmark
{
    public static Task<int> Run(Options options)
    {
        using var model = Preset.Find(options.Text("preset", "tinystories")).Create(options.Text("dtype", "float32"));
        foreach (var name in Enum.GetValues<OptimizerName>())
        {
            using var gradients = new GradientSet(TrainableWeights.Of(model));
            using var optimizer = new Optimizer(gradients, new() { Name = name, Momentum = name == OptimizerName.Sgd ? 0.9 : null });
            var times = new List<double>();
            for (var step = 0; step < options.Number("steps", 7) + 1; step++)
            {
                foreach (var gradient in gradients.Gradients)
                    gradient.fill_(1e-3);
                var started = Stopwatch.GetTimestamp();
                optimizer.Step(1e-6);
                if (step > 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            var remembered = optimizer.States.Sum(state => state.Values.numel() * state.Values.element_size());
            Console.WriteLine(FormattableString.Invariant($"{name,-10} {Pairs.Quantile(times, 0.5),8:0.0} ms {Pairs.Quantile(times, 0.5) * 1e6 / gradients.Count,8:0.00} ns a number {(double)remembered / gradients.Count,8:0.00} bytes a number"));
        }
        return Task.FromResult(0);
    }
}
