namespace Llm.Gen.Architectures;

/// <summary>YaRN (arXiv:2309.00071): columns that turn seldom are divided by the factor, those that turn often kept, a ramp between.</summary>
public sealed record YarnScalingSpec : RopeScalingSpec
{
    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Columns that turn more often than this within the original positions are kept.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>Columns that turn less often than this within the original positions are stretched wholly.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>What rotated queries and keys are multiplied by; null: 0.1 ln(factor) + 1, or what the two scales say.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>With <see cref="MscaleAllDimensions"/>, the attention factor is (0.1 m ln(factor) + 1) of this over that of the other; null without.</summary>
    public double? Mscale { get; init; }

    /// <summary>The divisor that goes with <see cref="Mscale"/>.</summary>
    public double? MscaleAllDimensions { get; init; }

    /// <summary>Whether the ramp begins and ends at whole columns.</summary>
    public bool Truncate { get; init; } = true;
}
