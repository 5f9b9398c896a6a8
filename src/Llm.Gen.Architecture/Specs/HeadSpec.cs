namespace Llm.Gen.Architectures;

/// <summary>How the last hidden state becomes scores: the matrix, its bias, the multiplier, then the softcap.</summary>
public sealed record HeadSpec
{
    /// <summary>Whether the scores have a bias. Default: false.</summary>
    public bool HasBias { get; init; }

    /// <summary>What the scores are multiplied by. Default: 1.</summary>
    public double Multiplier { get; init; } = 1;

    /// <summary>c of c * tanh(scores / c); null where scores are not capped.</summary>
    public double? Softcap { get; init; }
}
