namespace Llm.Gen.Architectures;

/// <summary>What brings a hidden state to a common scale.</summary>
public abstract record NormSpec
{
    /// <summary>Added to the mean square, or to the variance, before its root is taken.</summary>
    public required double Epsilon { get; init; }
}
