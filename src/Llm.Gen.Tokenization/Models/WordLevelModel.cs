namespace Llm.Gen.Tokenization;

/// <summary>Each word is one token, or the unknown token.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string? unknown) : Stage
{
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
