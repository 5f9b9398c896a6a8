namespace Llm.Gen.Architectures;

/// <summary>What a component is for.</summary>
public enum ComponentKind
{
    /// <summary>What mixes information between positions.</summary>
    Attention,

    /// <summary>What transforms each position by itself.</summary>
    FeedForward,

    /// <summary>What brings a hidden state to a common scale.</summary>
    Norm,

    /// <summary>How queries and keys know where they stand.</summary>
    Position,
}
