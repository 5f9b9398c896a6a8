namespace Llm.Gen.Runtime;

/// <summary>YaRN (arXiv:2309.00071): columns that turn seldom are divided by the factor, those that turn often kept, a linear ramp between.</summary>
public sealed record YarnScaling : RotaryScaling
{
    private const double LeastRamp = 0.001;         // columns, so that a ramp from a column to itself is a step

    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Columns that turn more often than this within the original positions are kept.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>Columns that turn less often than this within the original positions are divided.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>What rotated queries and keys are multiplied by; null: 0.1 ln(factor) + 1, or what the two scales say.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>With <see cref="MscaleAllDimensions"/>, the attention factor is (0.1 m ln(factor) + 1) of this over that of the other.</summary>
    public double? Mscale { get; init; }

    /// <summary>The divisor that goes with <see cref="Mscale"/>.</summary>
    public double? MscaleAllDimensions { get; init; }

    /// <summary>Whether the ramp begins and ends at whole columns.</summary>
    public bool Truncate { get; init; } = true;

    internal override double Amplitude =>
        AttentionFactor ?? (Mscale is { } scale && MscaleAllDimensions is { } divisor ? Sharpening(scale) / Sharpening(divisor) : Sharpening(1));

    internal override double[] Frequencies(int columns, double theta, int length)
    {
        var (first, last) = (ColumnOf(BetaFast, columns, theta), ColumnOf(BetaSlow, columns, theta));
        if (Truncate)
            (first, last) = (Math.Floor(first), Math.Ceiling(last));
        (first, last) = (Math.Max(first, 0), Math.Min(last, columns - 1));
        if (first == last)
            last += LeastRamp;

        var frequencies = Rope.Frequencies(columns, theta);
        for (var i = 0; i < frequencies.Length; i++)
        {
            var divided = Math.Clamp((i - first) / (last - first), 0, 1);                   // share of the divided frequency
            frequencies[i] *= 1 - divided + divided / Factor;
        }
        return frequencies;
    }

    /// <summary>The column, of R/2 and not whole, that turns so many times within the original positions.</summary>
    private double ColumnOf(double turns, int columns, double theta) =>
        columns * Math.Log(OriginalPositions / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));

    private double Sharpening(double scale) => 0.1 * scale * Math.Log(Factor) + 1;
}
