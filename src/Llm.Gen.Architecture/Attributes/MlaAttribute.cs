namespace Llm.Gen;

/// <summary>Declares multi-head latent attention (arXiv:2405.04434): keys and values are read from one narrow latent, which is all that is cached beside a rotated key.</summary>
/// <param name="heads">Number of heads.</param>
/// <param name="keyValueRank">Size of the latent that keys and values are read from.</param>
/// <param name="plainSize">Numbers of a query or key that know no position.</param>
/// <param name="rotarySize">Numbers of a query or key that are rotated.</param>
/// <param name="valueSize">Numbers of a value.</param>
public sealed class MlaAttribute(int heads, int keyValueRank, int plainSize, int rotarySize, int valueSize) : LayerPartAttribute
{
    /// <summary>Number of heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Size of the latent that keys and values are read from.</summary>
    public int KeyValueRank { get; } = keyValueRank;

    /// <summary>Numbers of a query or key that know no position.</summary>
    public int PlainSize { get; } = plainSize;

    /// <summary>Numbers of a query or key that are rotated.</summary>
    public int RotarySize { get; } = rotarySize;

    /// <summary>Numbers of a value.</summary>
    public int ValueSize { get; } = valueSize;

    /// <summary>Size of the latent that queries are read from. Default: queries are projected directly.</summary>
    public int QueryRank { get; set; }

    /// <summary>Whether the projections from the hidden state down, and the output, add a bias. Default: false.</summary>
    public bool Bias { get; set; }

    /// <summary>What scores are multiplied by. Default: 1 / root(size of a query).</summary>
    public double Scale { get; set; }
}
