namespace Llm.Gen.Tokenization;

/// <summary>Unicode's normalization forms; names as in tokenizer.json.</summary>
internal enum UnicodeForm
{
    NFC,
    NFD,
    NFKC,
    NFKD,
}
