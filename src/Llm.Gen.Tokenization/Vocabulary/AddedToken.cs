namespace Llm.Gen.Tokenization;

/// <summary>A token that is found in the text before anything else happens to it.</summary>
internal sealed record AddedToken
{
    public required string Content { get; init; }

    public required int Id { get; init; }

    /// <summary>Left out when decoding without special tokens.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Found only where no word character stands next to it.</summary>
    public bool IsSingleWord { get; init; }

    /// <summary>Takes the white space before it along.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Takes the white space after it along.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Searched, itself normalized, in the normalized text instead of the raw one.</summary>
    public bool IsNormalized { get; init; }
}
