namespace Llm.Gen.Runtime;

/// <summary>How a model compares with a reference, number by number.</summary>
public sealed record VerificationReport
{
    /// <summary>Whether everything agrees.</summary>
    public bool Ok => Differences.Count == 0;

    /// <summary>Numbers a and b agree when |a - b| is at most this times max(1, |b|); logits when it is at most this.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The loss; null where the case has none.</summary>
    public required Compared? Loss { get; init; }

    /// <summary>The largest |a - b| of each tensor of the case; for token ids, how many differ.</summary>
    public required IReadOnlyDictionary<string, double> MaxDifference { get; init; }

    /// <summary>The norm of each parameter's gradient, by stored name.</summary>
    public required IReadOnlyDictionary<string, Compared> GradientNorms { get; init; }

    /// <summary>One line for each thing that does not agree.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}
