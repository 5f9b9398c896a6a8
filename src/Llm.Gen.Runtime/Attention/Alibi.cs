namespace Llm.Gen.Runtime;

/// <summary>The slopes of ALiBi (arXiv:2108.12409).</summary>
public static class Alibi
{
    /// <summary>
    /// What each token of distance takes from the scores of a head, [H]: 2^(-8 i / H) for the i-th of H heads, H a power of two. For other
    /// numbers, those of the power below, then every second one of the power above.
    /// </summary>
    /// <param name="heads">H.</param>
    /// <param name="multiplier">What all are multiplied by.</param>
    public static IReadOnlyList<float> Slopes(int heads, double multiplier = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        var whole = 1 << System.Numerics.BitOperations.Log2((uint)heads);
        return [.. Enumerable.Range(0, heads).Select(i => (float)(multiplier * (i < whole ? Slope(i, whole) : Slope(2 * (i - whole), 2 * whole))))];
    }

    private static double Slope(int i, int heads) => Math.Pow(2, -8.0 * (i + 1) / heads);
}
