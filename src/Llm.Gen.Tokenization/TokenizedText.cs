namespace Llm.Gen.Tokenization;

/// <summary>An encoded text or pair of texts. All lists but the last have one entry for each id.</summary>
public sealed record TokenizedText
{
    /// <summary>The ids, special tokens included if they were asked for.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>The token of each id: as the vocabulary spells it, an added token as it stood in the text, swallowed spaces included.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>Where in its text each token stands, in UTF-16 units; empty at 0 for special tokens put there and for padding.</summary>
    public required IReadOnlyList<Range> Offsets { get; init; }

    /// <summary>The type id of each token, which tells the two texts of a pair apart in models that want it.</summary>
    public required IReadOnlyList<int> Types { get; init; }

    /// <summary>The number of the word, in its text, that each token belongs to; null for special tokens put there and for padding.</summary>
    public required IReadOnlyList<int?> Words { get; init; }

    /// <summary>0 for the tokens of the first text, 1 for those of the second, null for special tokens put there and for padding.</summary>
    public required IReadOnlyList<int?> Sequences { get; init; }

    /// <summary>Whether each id was put there as a special token or padding, and does not come from the text.</summary>
    public required IReadOnlyList<bool> IsAddedSpecial { get; init; }

    /// <summary>Whether each id only fills the row; a model must not attend to it.</summary>
    public required IReadOnlyList<bool> IsPadding { get; init; }

    /// <summary>What truncation cut off, in parts of the length that was asked for.</summary>
    public required IReadOnlyList<TokenizedText> Overflowing { get; init; }
}
