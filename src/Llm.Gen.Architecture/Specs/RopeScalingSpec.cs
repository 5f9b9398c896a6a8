namespace Llm.Gen.Architectures;

/// <summary>How rotary positions reach past the length that a model was first trained at.</summary>
public abstract record RopeScalingSpec
{
    /// <summary>How many times as far positions reach, 1 or more.</summary>
    public required double Factor { get; init; }
}
