namespace Llm.Gen.Runtime;

/// <summary>Llama 3.1's scaling (arXiv:2407.21783): long wave lengths are stretched by the factor, short ones kept, those between in part.</summary>
public sealed record Llama3Scaling : RotaryScaling
{
    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Wave lengths above the original positions divided by this are stretched wholly.</summary>
    public required double LowFrequencyFactor { get; init; }

    /// <summary>Wave lengths below the original positions divided by this are kept.</summary>
    public required double HighFrequencyFactor { get; init; }

    internal override double[] Frequencies(int columns, double theta, int length)
    {
        var frequencies = Rope.Frequencies(columns, theta);
        for (var i = 0; i < frequencies.Length; i++)
        {
            var turns = OriginalPositions * frequencies[i] / (2 * Math.PI);                 // within the original positions
            var kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
            frequencies[i] *= kept + (1 - kept) / Factor;
        }
        return frequencies;
    }
}
