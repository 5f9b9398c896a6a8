namespace Llm.Gen.Runtime;

/// <summary>LongRoPE (arXiv:2402.13753): each frequency is divided by a factor of its own; sequences within the original positions have other factors than longer ones.</summary>
/// <remarks>
/// All tokens of a pass turn by the factors of its last position. Cached keys keep the turn of the pass that brought them: a sequence that
/// grows past the original positions with a cache therefore differs from one that is computed as a whole, as it does in the reference.
/// </remarks>
public sealed record LongRopeScaling : RotaryScaling
{
    /// <summary>Positions that the model was first trained at.</summary>
    public required int OriginalPositions { get; init; }

    /// <summary>Divisors of the frequencies within the original positions, [R/2].</summary>
    public required IReadOnlyList<double> ShortFactors { get; init; }

    /// <summary>Divisors of the frequencies of longer sequences, [R/2].</summary>
    public required IReadOnlyList<double> LongFactors { get; init; }

    /// <summary>What rotated queries and keys are multiplied by; null: root(1 + ln(factor) / ln(original positions)), and 1 for a factor of 1.</summary>
    public double? AttentionFactor { get; init; }

    internal override double Amplitude => AttentionFactor ?? (Factor <= 1 ? 1 : Math.Sqrt(1 + Math.Log(Factor) / Math.Log(OriginalPositions)));

    internal override int FrequencyLength(int length) => length <= OriginalPositions ? OriginalPositions : int.MaxValue;

    internal override double[] Frequencies(int columns, double theta, int length)
    {
        var factors = length == OriginalPositions ? ShortFactors : LongFactors;
        if (factors.Count != columns / 2)
            throw new ArgumentException($"LongRoPE has {factors.Count} factors; expected {columns / 2}, one for each pair of the {columns} columns that turn.");
        return [.. Rope.Frequencies(columns, theta).Select((frequency, i) => frequency / factors[i])];
    }
}
