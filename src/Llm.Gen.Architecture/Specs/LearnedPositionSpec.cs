namespace Llm.Gen.Architectures;

/// <summary>Learnt positions (arXiv:1706.03762, section 3.5): a table of <see cref="Architecture.Positions"/> + <see cref="EmbeddedPositionSpec.Offset"/> rows.</summary>
public sealed record LearnedPositionSpec : EmbeddedPositionSpec;
