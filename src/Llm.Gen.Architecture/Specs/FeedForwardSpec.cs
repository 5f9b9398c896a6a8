namespace Llm.Gen.Architectures;

/// <summary>What transforms each position by itself.</summary>
public abstract record FeedForwardSpec;
