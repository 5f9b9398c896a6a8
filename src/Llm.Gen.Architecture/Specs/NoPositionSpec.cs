namespace Llm.Gen.Architectures;

/// <summary>The attention is told nothing; what it knows of positions comes from the causal mask, or from the embedding.</summary>
public sealed record NoPositionSpec : PositionSpec;
