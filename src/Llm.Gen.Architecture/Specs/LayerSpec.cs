namespace Llm.Gen.Architectures;

/// <summary>One pre-norm layer: x + attention(norm(x)), then x + feed-forward(norm(x)).</summary>
public sealed record LayerSpec
{
    /// <summary>What mixes information between positions.</summary>
    public required AttentionSpec Attention { get; init; }

    /// <summary>What transforms each position by itself.</summary>
    public required FeedForwardSpec FeedForward { get; init; }

    /// <summary>The norm before the attention and the one before the feed-forward.</summary>
    public required NormSpec Norm { get; init; }

    /// <summary>How the attention knows where tokens stand.</summary>
    public required PositionSpec Position { get; init; }
}
