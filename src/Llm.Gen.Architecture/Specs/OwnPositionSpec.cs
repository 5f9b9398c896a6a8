namespace Llm.Gen.Architectures;

/// <summary>A way to tell positions that the library's user wrote: it changes queries and keys before they meet. What it learns is known to its code alone.</summary>
public sealed record OwnPositionSpec : PositionSpec
{
    /// <summary>The component.</summary>
    public required OwnComponent Component { get; init; }
}
