namespace Llm.Gen.Architectures;

/// <summary>
/// LongRoPE (arXiv:2402.13753): each frequency is divided by a factor of its own, one list of them up to the original positions, another for
/// longer sequences. <see cref="RopeScalingSpec.Factor"/> is the positions over the original ones.
/// </summary>
public sealed record LongRopeScalingSpec : RopeScalingSpec
{
    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Divisors of the frequencies for sequences up to the original positions; half as many as rotated columns.</summary>
    public required EquatableArray<double> ShortFactors { get; init; }

    /// <summary>Divisors of the frequencies for longer sequences.</summary>
    public required EquatableArray<double> LongFactors { get; init; }

    /// <summary>What rotated queries and keys are multiplied by; null: root(1 + ln(factor) / ln(original positions)), 1 for a factor of at most 1.</summary>
    public double? AttentionFactor { get; init; }
}
