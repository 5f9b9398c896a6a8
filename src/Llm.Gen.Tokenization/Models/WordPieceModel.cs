using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>WordPiece (arXiv 1609.08144): always the longest token that fits; a word of which any part fits none is unknown as a whole.</summary>
internal sealed class WordPieceModel : WordModel
{
    private readonly PrefixTree _tokens;
    private readonly int _continuing; // the node behind the prefix of tokens inside a word
    private readonly int _longestWord;
    private readonly int _unknown;
    private readonly string _unknownToken;

    /// <param name="vocabulary">The tokens.</param>
    /// <param name="unknownToken">What an unknown word becomes.</param>
    /// <param name="prefix">Begins the tokens inside a word.</param>
    /// <param name="longestWord">In characters; a longer word is unknown.</param>
    public WordPieceModel(Vocabulary vocabulary, string unknownToken, string prefix, int longestWord)
    {
        _tokens = new(vocabulary.Ids.Select(item => (item.Key, item.Value)));
        _continuing = _tokens.Walk(prefix);
        (_unknownToken, _unknown, _longestWord) = (unknownToken, vocabulary.IdOf(unknownToken), longestWord);
    }

    protected override void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        var first = state.Count;
        if (IsTooLong(word) || !TryParts(word, state))
            AppendUnknown(word, first, state);
    }

    private bool IsTooLong(ReadOnlySpan<char> word)
    {
        if (word.Length <= _longestWord)
            return false;
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
            count++;
        return count > _longestWord;
    }

    private bool TryParts(ReadOnlySpan<char> word, EncodeState state)
    {
        var node = PrefixTree.Root;
        while (!word.IsEmpty)
        {
            var length = _tokens.Longest(word, node, out var id);
            if (length == 0)
                return false;
            state.Append(id, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(word[..length]));
            word = word[length..];
            node = _continuing;
        }

        return true;
    }

    private void AppendUnknown(ReadOnlySpan<char> word, int first, EncodeState state)
    {
        if (_unknown < 0)
            throw new ArgumentException($"'{word}' is made of nothing that the vocabulary holds, and neither does it hold the token '{_unknownToken}' for unknown words; add that token to the vocabulary.");
        state.Truncate(first);
        state.Append(_unknown, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(word));
    }
}
