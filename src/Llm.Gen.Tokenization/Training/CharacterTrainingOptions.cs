namespace Llm.Gen.Tokenization;

/// <summary>How a character-level tokenizer is made.</summary>
public sealed record CharacterTrainingOptions
{
    /// <summary>Stands for characters that the training text lacks, with the id 0; null: such characters are an error. Default &lt;unk&gt;.</summary>
    public string? UnknownToken { get; init; } = "<unk>";

    /// <summary>Tokens that text never becomes unless it spells them out; their ids come before the characters. Default none.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>Which special token begins a text. Default none.</summary>
    public string? BeginningOfText { get; init; }

    /// <summary>Which special token ends a text. Default none.</summary>
    public string? EndOfText { get; init; }

    /// <summary>Which special token pads batches. Default none.</summary>
    public string? Padding { get; init; }
}
