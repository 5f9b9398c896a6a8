namespace Llm.Gen.Architectures;

/// <summary>What brings a hidden state to a common scale.</summary>
public abstract record NormSpec;
