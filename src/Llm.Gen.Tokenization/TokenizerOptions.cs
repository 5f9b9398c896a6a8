namespace Llm.Gen.Tokenization;

/// <summary>What <see cref="Tokenizer.Load(string, TokenizerOptions)"/> cannot find in the files, or is to do otherwise.</summary>
public sealed record TokenizerOptions
{
    /// <summary>Whether the beginning token goes in front of every text; default as the files say. Not for a tokenizer.json, which says so itself.</summary>
    public bool? AddBeginningOfText { get; init; }

    /// <summary>Whether the end token goes behind every text; default as the files say. Not for a tokenizer.json, which says so itself.</summary>
    public bool? AddEndOfText { get; init; }

    /// <summary>For tiktoken's rank files: the regular expression whose matches are words; default the one of the known encoding with as many ranks.</summary>
    public string? Pattern { get; init; }

    /// <summary>For tiktoken's rank files: the special tokens and their ids; default those of the known encoding with as many ranks.</summary>
    public IReadOnlyDictionary<string, int>? SpecialTokens { get; init; }
}
