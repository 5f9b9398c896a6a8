namespace Llm.Gen;

/// <summary>Declares rotary positions (arXiv:2104.09864): queries and keys are rotated.</summary>
/// <remarks>The options after <see cref="Scaling"/> belong to the scalings that they name; set for another, they are an error.</remarks>
/// <param name="theta">Base of the geometric series of frequencies.</param>
public sealed class RopeAttribute(double theta = 10_000) : LayerPartAttribute
{
    /// <summary>Base of the geometric series of frequencies. Default: 10,000.</summary>
    public double Theta { get; } = theta;

    /// <summary>How many columns of a head are rotated, the first ones. Default: all.</summary>
    public int Columns { get; set; }

    /// <summary>Whether neighbouring columns turn against each other, and not the first half against the second. Default: false.</summary>
    public bool Interleaved { get; set; }

    /// <summary>How positions reach past the length first trained at. Default: they do not.</summary>
    public RopeScaling Scaling { get; set; }

    /// <summary>Every scaling but LongRoPE: how many times as far positions reach, 1 or more. Required.</summary>
    public double Factor { get; set; }

    /// <summary>YaRN, Llama 3 and LongRoPE: positions that the model was first trained at. Required by the last two; default for YaRN: the decoder's positions.</summary>
    public int OriginalPositions { get; set; }

    /// <summary>Llama 3: wave lengths above the original positions divided by this are stretched wholly. Required.</summary>
    public double LowFrequencyFactor { get; set; }

    /// <summary>Llama 3: wave lengths below the original positions divided by this are kept. Required.</summary>
    public double HighFrequencyFactor { get; set; }

    /// <summary>YaRN: columns that turn more often than this within the original positions are kept. Default: 32.</summary>
    public double BetaFast { get; set; } = 32;

    /// <summary>YaRN: columns that turn less often than this within the original positions are stretched wholly. Default: 1.</summary>
    public double BetaSlow { get; set; } = 1;

    /// <summary>LongRoPE: what each frequency is divided by up to the original positions, one number for each pair of rotated columns. Required.</summary>
    public double[] ShortFactors { get; set; } = [];

    /// <summary>LongRoPE: what each frequency is divided by in longer sequences. Required.</summary>
    public double[] LongFactors { get; set; } = [];

    /// <summary>YaRN and LongRoPE: what rotated queries and keys are multiplied by. Default: 0.1 ln(factor) + 1; for LongRoPE root(1 + ln(factor) / ln(original positions)).</summary>
    public double AttentionFactor { get; set; }

    /// <summary>YaRN: with <see cref="MscaleAllDimensions"/>, the attention factor is (0.1 m ln(factor) + 1) of this over that of the other.</summary>
    public double Mscale { get; set; }

    /// <summary>YaRN: the divisor that goes with <see cref="Mscale"/>.</summary>
    public double MscaleAllDimensions { get; set; }

    /// <summary>YaRN: whether the ramp begins and ends at whole columns. Default: true.</summary>
    public bool Truncate { get; set; } = true;
}
