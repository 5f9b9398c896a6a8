namespace Llm.Gen.Tokenization;

/// <summary>How texts that are too long are cut.</summary>
public sealed record Truncation
{
    /// <summary>The most tokens, special ones included. As in the reference, a row without room for the special tokens alone is not cut.</summary>
    public required int MaxLength { get; init; }

    /// <summary>How many tokens of a part come again in the next one; default 0. Must be less than what a part has room for.</summary>
    public int Stride { get; init; }

    /// <summary>Which text of a pair is cut; default the longer one.</summary>
    public TruncationStrategy Strategy { get; init; }

    /// <summary>Where tokens are cut off; default the end of the text.</summary>
    public TextSide Side { get; init; }
}
