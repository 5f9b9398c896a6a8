using System.Diagnostics;
using Llm.Gen.Data;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>How fast a model trains on this machine.</summary>
/// <param name="SecondsPerStep">The median of some steps.</param>
public sealed record TrainingRate(double SecondsPerStep)
{
    // Validations, checkpoints and a machine that is sometimes busy take their part of the time too.
    private const double Used = 0.9;

    /// <summary>
    /// Takes steps that change nothing for some seconds: the learning rate is 0, and the batch source goes back to where it
    /// was. The first ones only warm up: code is still being compiled and memory found.
    /// </summary>
    /// <param name="model">What will be trained.</param>
    /// <param name="source">What it will learn from.</param>
    /// <param name="options">How; the number of steps does not matter.</param>
    public static TrainingRate Measure(ICausalModel model, IBatchSource source, TrainingOptions options)
    {
        const int FewestSteps = 5;
        var position = source.Position;
        var times = new List<double>();
        using var task = new NextTokenTask(options.Loss);
        using var frozen = options.LastLayers is { } kept ? new FrozenLayers(model, kept) : null;
        using var runner = new StepRunner(model, task, source, options);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(6) || times.Count < FewestSteps)
        {
            using var turn = model.TakeTurn();
            var started = clock.Elapsed;
            runner.Backward();
            runner.Update(runner.Optimizer.GradientNorm(), rate: 0);
            if (started > TimeSpan.FromSeconds(2))
                times.Add((clock.Elapsed - started).TotalSeconds);
        }
        source.Position = position;
        return new TrainingRate(times.Order().ElementAt(times.Count / 2));
    }

    /// <summary>Steps that fit a time, with some of it spared for validation and checkpoints: a multiple of 10, and at least that.</summary>
    public long StepsIn(TimeSpan budget) => Math.Max(1, (long)(budget.TotalSeconds * Used / SecondsPerStep / 10)) * 10;
}
