namespace Llm.Gen.Architectures;

/// <summary>Where a family keeps its rotary positions before transformers 5, and what is meant where it says nothing.</summary>
internal sealed record RopeKeys
{
    /// <summary>The key of the base.</summary>
    public string Theta { get; init; } = "rope_theta";

    /// <summary>The base where none is given.</summary>
    public double UsualTheta { get; init; } = 10_000;

    /// <summary>The key of the share of rotated columns; null in a family that rotates all.</summary>
    public string? Fraction { get; init; }

    /// <summary>The share where none is given.</summary>
    public double UsualFraction { get; init; } = 1;

    /// <summary>The base of layers with a window, where it is a key of its own; null in a family whose layers rotate alike.</summary>
    public string? LocalTheta { get; init; }

    /// <summary>That base where none is given.</summary>
    public double UsualLocalTheta { get; init; } = 10_000;
}
