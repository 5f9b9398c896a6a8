namespace Llm.Gen.Tokenization;

/// <summary>The settings of a BPE model; names as in tokenizer.json.</summary>
internal sealed record BpeOptions
{
    public string? UnknownToken { get; init; }

    public string? ContinuingSubwordPrefix { get; init; }

    public string? EndOfWordSuffix { get; init; }

    public bool FusesUnknown { get; init; }

    public bool FallsBackToBytes { get; init; }

    public bool IgnoresMerges { get; init; }
}
