namespace Llm.Gen.Tokenization;

/// <summary>How texts are encoded.</summary>
public sealed record EncodeOptions
{
    /// <summary>Whether the tokens that the tokenizer puts around every text (a beginning token, say) are added; default true.</summary>
    public bool AddSpecialTokens { get; init; } = true;

    /// <summary>Whether special tokens spelled out in the text become their ids; default true. False for text from strangers.</summary>
    public bool ParseSpecialTokens { get; init; } = true;

    /// <summary>If not null, only these special tokens become their ids, the others stay text.</summary>
    public IReadOnlySet<string>? AllowedSpecialTokens { get; init; }

    /// <summary>How long texts are cut; default not at all. What the tokenizer's file says is in <see cref="Tokenizer.DefaultTruncation"/>.</summary>
    public Truncation? Truncation { get; init; }

    /// <summary>How short rows are filled; default not at all. What the tokenizer's file says is in <see cref="Tokenizer.DefaultPadding"/>.</summary>
    public Padding? Padding { get; init; }
}
