namespace Llm.Gen.Architectures;

/// <summary>A norm that the library's user wrote. What it learns is known to its code alone.</summary>
public sealed record OwnNormSpec : NormSpec
{
    /// <summary>The component.</summary>
    public required OwnComponent Component { get; init; }
}
