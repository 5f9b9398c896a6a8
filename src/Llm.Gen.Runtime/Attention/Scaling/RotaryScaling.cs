namespace Llm.Gen.Runtime;

/// <summary>How rotary positions reach past the length that a model was first trained at.</summary>
public abstract record RotaryScaling
{
    /// <summary>How many times as far positions reach, 1 or more.</summary>
    public required double Factor { get; init; }

    /// <summary>What rotated queries and keys are multiplied by.</summary>
    internal virtual double Amplitude => 1;

    /// <summary>The length whose frequencies a pass has: 0 where every length has the same.</summary>
    /// <param name="length">Tokens up to the pass's last position.</param>
    internal virtual int FrequencyLength(int length) => 0;

    /// <summary>The frequencies, [R/2] radians per position.</summary>
    /// <param name="columns">R, columns that turn.</param>
    /// <param name="theta">The base of the wave lengths.</param>
    /// <param name="length">What <see cref="FrequencyLength"/> gave.</param>
    internal abstract double[] Frequencies(int columns, double theta, int length);
}
