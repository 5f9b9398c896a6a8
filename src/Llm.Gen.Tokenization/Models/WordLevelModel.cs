namespace Llm.Gen.Tokenization;

/// <summary>Each word is one token, or the unknown token.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string? unknown) : Stage
{
    /// <summary>The format wants the name of an unknown token; one that is not in the vocabulary says that there is none.</summary>
    public const string NoUnknownToken = "<no unknown token>";

    private readonly int _unknown = unknown is null ? -1 : vocabulary.IdOf(unknown);

    public override void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state)
    {
        var id = vocabulary.IdOf(text);
        if (id < 0)
            id = _unknown;
        if (id < 0)
        {
            throw new ArgumentException(
                $"'{text}' is not in the vocabulary, and this tokenizer has no token for unknown words; leave it out of the text, or train with an unknown token.");
        }

        state.Append(id);
    }
}
