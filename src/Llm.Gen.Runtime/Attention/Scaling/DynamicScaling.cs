namespace Llm.Gen.Runtime;

/// <summary>
/// Dynamic NTK (arXiv:2309.00071, section 3.3): a sequence longer than the original positions has the base
/// theta * (factor * length / original - (factor - 1))^(R/(R-2)).
/// </summary>
/// <remarks>
/// All tokens of a pass turn by the frequencies of its last position. Cached keys keep the turn of the pass that brought them: past the original
/// positions, decoding with a cache therefore differs from computing the whole sequence again, as it does in the reference.
/// </remarks>
public sealed record DynamicScaling : RotaryScaling
{
    /// <summary>Positions that the model was trained at; up to them nothing is scaled.</summary>
    public required int OriginalPositions { get; init; }

    internal override int FrequencyLength(int length) => Math.Max(length, OriginalPositions);

    internal override double[] Frequencies(int columns, double theta, int length)
    {
        var stretch = Factor * length / OriginalPositions - (Factor - 1);
        return Rope.Frequencies(columns, theta * Math.Pow(stretch, columns / (columns - 2.0)));
    }
}
