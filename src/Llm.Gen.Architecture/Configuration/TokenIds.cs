namespace Llm.Gen.Architectures;

/// <summary>The ids of tokens with a meaning of their own, as config.json states them.</summary>
public sealed record TokenIds
{
    /// <summary>The token that a text begins with; null when there is none.</summary>
    public int? Begin { get; init; }

    /// <summary>The tokens that end a text; empty when there are none.</summary>
    public EquatableArray<int> Ends { get; init; }

    /// <summary>The token that fills a batch up; null when there is none.</summary>
    public int? Padding { get; init; }
}
