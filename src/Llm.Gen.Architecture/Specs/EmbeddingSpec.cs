namespace Llm.Gen.Architectures;

/// <summary>
/// How token ids become the first hidden state: the token's row, projected where its size differs, times the scale, plus the position's row,
/// then the norm, then dropout; each where there is one.
/// </summary>
public sealed record EmbeddingSpec
{
    /// <summary>What the tokens' rows are multiplied by. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Size of a token's row where it differs from the hidden state: a matrix leads in, and one leads out before scoring. Default: null, the hidden size.</summary>
    public int? Size { get; init; }

    /// <summary>The norm over the sum; null where there is none.</summary>
    public NormSpec? Norm { get; init; }

    /// <summary>Positions that are added to the tokens' rows; null where there are none.</summary>
    public EmbeddedPositionSpec? Positions { get; init; }

    /// <summary>Share of the numbers that training drops. Default: 0.</summary>
    public double Dropout { get; init; }
}
