namespace Llm.Gen.Architectures;

/// <summary>What one object says of rotary positions.</summary>
internal sealed record RopeObject(double? Theta, double? Fraction, RopeScalingSpec? Scaling);
