namespace Llm.Gen.Runtime;

/// <summary>The 16 levels of a type of four bits, and which of them is nearest.</summary>
internal sealed class FourBitLevels
{
    private readonly byte[] _codes;             // of the distinct levels, in rising order
    private readonly float[] _midpoints;        // between neighbours; a value on one goes to the lower level

    private FourBitLevels(string name, float[] values)
    {
        (Name, Values) = (name, values);
        _codes = [.. Enumerable.Range(0, 16).DistinctBy(code => values[code]).OrderBy(code => values[code]).Select(code => (byte)code)];
        _midpoints = [.. _codes.Zip(_codes.Skip(1), (low, high) => (values[low] + values[high]) / 2)];
    }

    /// <summary>Quantiles of the normal distribution, to the digits of the paper's code (arXiv:2305.14314).</summary>
    public static FourBitLevels Nf4 { get; } = new("nf4",
    [
        -1f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f, -0.09105003625154495f, 0f,
        0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1f,
    ]);

    /// <summary>Twelfths, in the order of their codes: the fourth bit is the sign.</summary>
    public static FourBitLevels Fp4 { get; } = new("fp4", [.. Twelfths(1), .. Twelfths(-1)]);

    /// <summary>The name that files use.</summary>
    public string Name { get; }

    /// <summary>The levels, by code.</summary>
    public float[] Values { get; }

    /// <summary>The levels of a type.</summary>
    public static FourBitLevels Of(FourBitType type) => type == FourBitType.Nf4 ? Nf4 : Fp4;

    /// <summary>The code whose level is nearest to a value from -1 to 1.</summary>
    public byte Nearest(float value)
    {
        var at = 0;
        foreach (var midpoint in _midpoints)
            at += value > midpoint ? 1 : 0;
        return _codes[at];
    }

    private static IEnumerable<float> Twelfths(int sign) => new[] { 0f, 0.0625f, 8f, 12f, 4f, 6f, 2f, 3f }.Select(twelfths => sign * (twelfths / 12));
}
