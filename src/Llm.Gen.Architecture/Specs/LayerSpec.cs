namespace Llm.Gen.Architectures;

/// <summary>One layer: an attention and a feed-forward, each beside a residual.</summary>
public sealed record LayerSpec
{
    /// <summary>What mixes information between positions.</summary>
    public required AttentionSpec Attention { get; init; }

    /// <summary>What transforms each position by itself.</summary>
    public required FeedForwardSpec FeedForward { get; init; }

    /// <summary>Every norm of the layer; <see cref="Placement"/> says how many there are and where.</summary>
    public required NormSpec Norm { get; init; }

    /// <summary>How the attention knows where tokens stand.</summary>
    public required PositionSpec Position { get; init; }

    /// <summary>Where the norms stand. Default: before the attention and before the feed-forward.</summary>
    public NormPlacement Placement { get; init; }

    /// <summary>What the result of attention and feed-forward is multiplied by before it is added to the residual. Default: 1.</summary>
    public double ResidualMultiplier { get; init; } = 1;

    /// <summary>Share of what attention and feed-forward add that training drops. Default: 0.</summary>
    public double Dropout { get; init; }
}
