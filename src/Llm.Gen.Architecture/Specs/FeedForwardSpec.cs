namespace Llm.Gen.Architectures;

/// <summary>What transforms each position by itself: one feed-forward (<see cref="DenseFeedForwardSpec"/>), or a mixture of experts.</summary>
public abstract record FeedForwardSpec;
