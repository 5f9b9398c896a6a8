namespace Llm.Gen.Tokenization;

/// <summary>The tokens with a role, from tokenizer_config.json or special_tokens_map.json; null where none is named.</summary>
public sealed record SpecialTokens
{
    /// <summary>Stands at the beginning of a text (bos_token).</summary>
    public SpecialToken? BeginningOfText { get; init; }

    /// <summary>Ends a text (eos_token).</summary>
    public SpecialToken? EndOfText { get; init; }

    /// <summary>Fills short rows of a batch (pad_token).</summary>
    public SpecialToken? Padding { get; init; }

    /// <summary>Stands for what the vocabulary lacks (unk_token).</summary>
    public SpecialToken? Unknown { get; init; }
}
