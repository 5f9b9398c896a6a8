namespace Llm.Gen.Training.Plotting;

/// <summary>Something that runs are compared by.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Unit">What its axis says.</param>
/// <param name="Of">Its value on a line of metrics.</param>
internal sealed record PlotQuantity(string Title, string Unit, Func<RunMetric, double?> Of)
{
    private const double Million = 1e6, NatsPerBit = 0.693147180559945309;

    /// <summary>Its value on held-out tokens.</summary>
    internal Func<RunMetric, double?>? HeldOut { get; init; }

    /// <summary>Whether the axis begins at 0: for what has a natural zero.</summary>
    internal bool IsFromZero { get; init; }

    /// <summary>Whether it has no noise that a mean would take away.</summary>
    internal bool IsExact { get; init; }

    /// <summary>The loss of a run: in bits per byte where the bytes of a token are known, else in nats per token.</summary>
    internal static PlotQuantity Loss(double? bytesPerToken)
    {
        var unit = bytesPerToken is { } bytes ? 1 / (NatsPerBit * bytes) : 1;
        return new("Loss", bytesPerToken is null ? "nats per token" : "bits per byte", m => m.Loss * unit) { HeldOut = m => m.ValidationLoss * unit };
    }

    /// <summary>What is drawn beside the loss, in this order.</summary>
    internal static IReadOnlyList<PlotQuantity> Others { get; } =
    [
        new("Learning rate", "rate", m => m.LearningRate) { IsExact = true },
        new("Gradient norm", "L2 before clipping", m => m.GradientNorm),
        new("Speed", "tokens/s", m => m.TokensPerSecond) { IsFromZero = true },
        new("Memory of the process", "MB", m => m.Memory / Million) { IsFromZero = true, IsExact = true },
        new("Model FLOPs utilization", "% of the peak", m => 100 * m.FlopsUtilization) { IsFromZero = true },
    ];
}
