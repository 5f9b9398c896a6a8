namespace Llm.Gen.Architectures;

/// <summary>Position interpolation (arXiv:2306.15595): every frequency divided by the factor.</summary>
public sealed record LinearScalingSpec : RopeScalingSpec;
