using System.Diagnostics.Metrics;

namespace Llm.Gen.Training;

/// <summary>
/// The metrics of all runs of a process, as .NET and OpenTelemetry collect them: a meter named <see cref="Name"/>, whose instruments docs/seeing-runs.md lists. Every measurement has the tag
/// <c>model</c>. Without a listener it costs nothing.
/// </summary>
public static class TrainingMeter
{
    /// <summary>The meter's name, for <c>AddMeter</c> and <c>dotnet-counters</c>.</summary>
    public const string Name = "Llm.Gen.Training";

    private static readonly Meter _meter = new(Name);

    internal static Counter<long> Steps { get; } = _meter.CreateCounter<long>("llm_gen.training.steps", "{step}", "Optimizer steps done.");

    internal static Counter<long> Tokens { get; } = _meter.CreateCounter<long>("llm_gen.training.tokens", "{token}", "Positions read.");

    internal static Counter<long> Warnings { get; } = _meter.CreateCounter<long>("llm_gen.training.warnings", "{warning}", "Spikes of the loss, and steps left out because a number was not finite; the tag kind says which.");

    internal static Histogram<double> StepDuration { get; } = _meter.CreateHistogram<double>("llm_gen.training.step.duration", "s", "Time that a step took.");

    internal static Gauge<double> Loss { get; } = _meter.CreateGauge<double>("llm_gen.training.loss", "nats", "Mean loss of the last step.");

    internal static Gauge<double> ValidationLoss { get; } = _meter.CreateGauge<double>("llm_gen.training.validation_loss", "nats", "Mean loss of the held-out tokens.");

    internal static Gauge<double> LearningRate { get; } = _meter.CreateGauge<double>("llm_gen.training.learning_rate", "1", "Learning rate of the last step.");

    internal static Gauge<double> GradientNorm { get; } = _meter.CreateGauge<double>("llm_gen.training.gradient_norm", "1", "L2 norm of all gradients before clipping.");

    internal static Gauge<double> Throughput { get; } = _meter.CreateGauge<double>("llm_gen.training.throughput", "{token}/s", "Positions a second in the last step.");

    internal static Gauge<long> Memory { get; } = _meter.CreateGauge<long>("llm_gen.training.memory", "By", "Bytes that the process holds.");

    internal static Gauge<double> FlopsUtilization { get; } = _meter.CreateGauge<double>("llm_gen.training.flops_utilization", "1", "Model FLOPs utilization of the last step.");
}
