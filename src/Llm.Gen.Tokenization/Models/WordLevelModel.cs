using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>Each word is one token, or the unknown token.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string? unknown) : WordModel
{
    /// <summary>The format wants the name of an unknown token; one that is not in the vocabulary says that there is none.</summary>
    public const string NoUnknownToken = "<no unknown token>";

    private readonly int _unknown = unknown is null ? -1 : vocabulary.IdOf(unknown);

    protected override void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        var id = vocabulary.IdOf(word);
        if (id < 0)
            id = _unknown;
        if (id < 0)
        {
            throw new ArgumentException(
                $"'{word}' is not in the vocabulary, and this tokenizer has no token for unknown words; leave it out of the text, or train with an unknown token.");
        }

        state.Append(id, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(word));
    }
}
