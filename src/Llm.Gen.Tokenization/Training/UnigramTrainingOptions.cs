namespace Llm.Gen.Tokenization;

/// <summary>How a Unigram tokenizer is trained.</summary>
public sealed record UnigramTrainingOptions
{
    /// <summary>How many tokens there are at most, special tokens and characters included; default 8,000.</summary>
    public int VocabularySize { get; init; } = 8_000;

    /// <summary>Stands for characters that the training text lacks, with the id 0. Default &lt;unk&gt;.</summary>
    public string UnknownToken { get; init; } = "<unk>";

    /// <summary>Tokens that text never becomes unless it spells them out; their ids come after the unknown token. Default none.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>Which special token begins a text; it is named in tokenizer_config.json, and not added to texts. Default none.</summary>
    public string? BeginningOfText { get; init; }

    /// <summary>Which special token ends a text. Default none.</summary>
    public string? EndOfText { get; init; }

    /// <summary>Which special token pads batches. Default none.</summary>
    public string? Padding { get; init; }

    /// <summary>The most characters of a token; default 16.</summary>
    public int LongestToken { get; init; } = 16;

    /// <summary>How many candidates training starts from at most; default 1,000,000.</summary>
    public int Candidates { get; init; } = 1_000_000;

    /// <summary>Which part of the candidates each round leaves; default 0.75.</summary>
    public double KeptPart { get; init; } = 0.75;

    internal void Check()
    {
        new BpeTrainingOptions { SpecialTokens = SpecialTokens, BeginningOfText = BeginningOfText, EndOfText = EndOfText, Padding = Padding }.Check();
        ArgumentException.ThrowIfNullOrEmpty(UnknownToken);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestToken, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Candidates, 1);
        if (KeptPart is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(KeptPart), KeptPart, "A round must leave a part between 0 and 1 of the candidates.");
    }
}
