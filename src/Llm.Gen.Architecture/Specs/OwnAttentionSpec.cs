namespace Llm.Gen.Architectures;

/// <summary>An attention that the library's user wrote. What it learns is known to its code alone; facts count the cache as that of keys and values.</summary>
public sealed record OwnAttentionSpec : AttentionSpec
{
    /// <summary>The component.</summary>
    public required OwnComponent Component { get; init; }

    /// <summary>Number of key and value heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Numbers in one head.</summary>
    public required int HeadSize { get; init; }
}
