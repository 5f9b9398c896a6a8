namespace Llm.Gen.Tokenization;

/// <summary>How a WordPiece tokenizer is trained.</summary>
public sealed record WordPieceTrainingOptions
{
    /// <summary>How many tokens there are at most, special tokens and characters included; default 30,522, as BERT's.</summary>
    public int VocabularySize { get; init; } = 30_522;

    /// <summary>A pair that is rarer is not joined; default 2.</summary>
    public int MinimumFrequency { get; init; } = 2;

    /// <summary>Whether letters become small and accents vanish; default true.</summary>
    public bool IsUncased { get; init; } = true;

    /// <summary>How many different characters are kept, the most frequent; words with others are unknown. Default all.</summary>
    public int? AlphabetLimit { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(VocabularySize);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumFrequency);
    }
}
