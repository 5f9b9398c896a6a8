namespace Llm.Gen.Architectures;

/// <summary>A norm of queries and one of keys.</summary>
public sealed record QueryKeyNormSpec
{
    /// <summary>The norm.</summary>
    public required NormSpec Norm { get; init; }

    /// <summary>What is brought to a common scale, and which weights there are. Default: each head, with weights that all heads share.</summary>
    public NormExtent Extent { get; init; }

    /// <summary>Whether positions are rotated first. Default: false.</summary>
    public bool IsAfterRotation { get; init; }
}
