namespace Llm.Gen.Tokenization;

/// <summary>An encoded text.</summary>
public sealed record TokenizedText
{
    /// <summary>The ids, special tokens included if they were asked for.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>The token of each id: as the vocabulary spells it, an added token as it stood in the text, swallowed spaces included.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Whether each id was put there as a special token, and does not come from the text.</summary>
    public required IReadOnlyList<bool> IsAddedSpecial { get; init; }
}
