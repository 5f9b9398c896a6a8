namespace Llm.Gen.Architectures;

/// <summary>
/// Multi-head latent attention (arXiv:2405.04434): keys and values are read from one narrow latent, which is all that the cache keeps
/// beside one rotated key that the heads share.
/// </summary>
public sealed record LatentAttentionSpec : AttentionSpec
{
    /// <summary>Size of the latent that queries are read from; null where they are projected directly.</summary>
    public int? QueryRank { get; init; }

    /// <summary>Size of the latent that keys and values are read from.</summary>
    public required int KeyValueRank { get; init; }

    /// <summary>Numbers of a query or key that know no position.</summary>
    public required int PlainSize { get; init; }

    /// <summary>Numbers of a query or key that are rotated; the heads share the rotated key.</summary>
    public required int RotarySize { get; init; }

    /// <summary>Numbers of a value.</summary>
    public required int ValueSize { get; init; }

    /// <summary>The norms of the latents.</summary>
    public required NormSpec Norm { get; init; }

    /// <summary>Whether the projections from the hidden state down, and the output, add a bias. Default: false.</summary>
    public bool HasBias { get; init; }
}
