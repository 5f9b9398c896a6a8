namespace Llm.Gen.Tokenization;

/// <summary>How a byte-level BPE tokenizer is trained.</summary>
public sealed record BpeTrainingOptions
{
    /// <summary>How many tokens there are at most, special tokens and bytes included; default 8,192. <see cref="int.MaxValue"/>: until nothing is left to merge.</summary>
    public int VocabularySize { get; init; } = 8_192;

    /// <summary>A pair that is rarer is not merged; default 0, which is the same as 1.</summary>
    public int MinimumFrequency { get; init; }

    /// <summary>Tokens that text never becomes unless it spells them out; they get the first ids. Default none.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>Which special token begins a text; it is named in tokenizer_config.json, and not added to texts. Default none.</summary>
    public string? BeginningOfText { get; init; }

    /// <summary>Which special token ends a text. Default none.</summary>
    public string? EndOfText { get; init; }

    /// <summary>Which special token pads batches. Default none.</summary>
    public string? Padding { get; init; }

    /// <summary>Whether all 256 bytes are tokens, so that every text can be encoded; else only those of the training text. Default true.</summary>
    public bool IncludesAllBytes { get; init; } = true;

    /// <summary>How many different bytes are kept, the most frequent; the others vanish from the text. Default all.</summary>
    public int? AlphabetLimit { get; init; }

    /// <summary>A pair of merged tokens counts only if its bytes are fewer. Default no limit.</summary>
    public int? TokenLengthLimit { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(VocabularySize);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumFrequency);
        if (SpecialTokens.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A special token is empty; give it a text.");
        foreach (var role in new[] { BeginningOfText, EndOfText, Padding })
        {
            if (role is not null && !SpecialTokens.Contains(role))
                throw new ArgumentException($"'{role}' has a role but is not among the special tokens; add it to {nameof(SpecialTokens)}.");
        }
    }
}
