namespace Llm.Gen.Architectures;

/// <summary>How an attention knows where tokens stand.</summary>
public abstract record PositionSpec;
