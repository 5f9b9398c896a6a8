namespace Llm.Gen.Architectures;

/// <summary>What mixes information between positions.</summary>
public abstract record AttentionSpec;
