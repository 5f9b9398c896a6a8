namespace Llm.Gen.Architectures;

/// <summary>
/// Dynamic NTK (arXiv:2309.00071, section 3.3): past the architecture's positions, which are the original ones, the base grows with the length of
/// the sequence, and no length is too long.
/// </summary>
public sealed record DynamicScalingSpec : RopeScalingSpec;
