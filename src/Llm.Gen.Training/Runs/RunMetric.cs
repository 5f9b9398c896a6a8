using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>One line of a run's metrics.jsonl: a training step, a warning before it, or a validation after it.</summary>
public sealed record RunMetric
{
    /// <summary>Optimizer steps done, this one included: the first line has 1, a validation before training 0.</summary>
    public required long Step { get; init; }

    /// <summary>Mean loss of the step's tokens before its update, in nats; null on a line of validation alone.</summary>
    public double? Loss { get; init; }

    /// <summary>Mean loss of the held-out tokens after the step, in nats.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The step's learning rate.</summary>
    public double? LearningRate { get; init; }

    /// <summary>L2 norm of all gradients before clipping.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>Tokens learnt from since the run began.</summary>
    public long? Tokens { get; init; }

    /// <summary>Seconds spent on training since the run began, pauses between resumed parts left out.</summary>
    public double? Seconds { get; init; }

    /// <summary>Tokens of this step over its seconds.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Bytes that the process held in memory when the step was done.</summary>
    public long? Memory { get; init; }

    /// <summary>The part of the machine's peak that the model's own floating-point operations reached, 0 to 1 (arXiv:2204.02311); where a peak is known.</summary>
    public double? FlopsUtilization { get; init; }

    /// <summary>What was unusual about the step; on a line of its own before the step's.</summary>
    public string? Warning { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunMetric))]
internal sealed partial class RunMetricJson : JsonSerializerContext;
