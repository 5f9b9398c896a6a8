namespace Llm.Gen.Architectures;

/// <summary>A feed-forward that the library's user wrote. What it learns is known to its code alone.</summary>
public sealed record OwnFeedForwardSpec : FeedForwardSpec
{
    /// <summary>The component.</summary>
    public required OwnComponent Component { get; init; }

    /// <summary>Size of what stands inside.</summary>
    public required int Inner { get; init; }
}
