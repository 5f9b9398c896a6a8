namespace Llm.Gen.Runtime;

/// <summary>The sizes of multi-head latent attention (arXiv:2405.04434).</summary>
/// <param name="Heads">H, query heads.</param>
/// <param name="Rank">C, values of the latent that keys and values are read from.</param>
/// <param name="PlainSize">N, values of a query or key that do not turn.</param>
/// <param name="RotarySize">R, values of a query or key that turn; the heads share those of the key.</param>
/// <param name="ValueSize">V, values of a value.</param>
public sealed record LatentLayout(int Heads, int Rank, int PlainSize, int RotarySize, int ValueSize)
{
    /// <summary>N + R, values of a query or key.</summary>
    public int QuerySize => PlainSize + RotarySize;
}
