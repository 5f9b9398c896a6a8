namespace Llm.Gen.Tokenization;

/// <summary>
/// Byte-pair encoding (arXiv 1508.07909): a word becomes symbols, then pairs merge by rank. How a word becomes symbols is
/// the subclass's: bytes, or characters with the rules for unknown ones.
/// </summary>
internal abstract class BpeModel : Stage
{
    /// <summary>SentencePiece's visible space.</summary>
    private const char WordMark = '\u2581';

    private readonly MergeTable _merges;
    private readonly bool _splitsAtMarks;

    protected BpeModel(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
    {
        (Vocabulary, Options, _merges) = (vocabulary, options, merges);
        _splitsAtMarks = !options.IgnoresMerges && vocabulary.IdOf([WordMark]) >= 0 && !vocabulary.Ids.Keys.Any(HoldsInnerMark);
    }

    protected Vocabulary Vocabulary { get; }

    protected BpeOptions Options { get; }

    public override void Process(ReadOnlySpan<char> text, bool atStart, EncodeState state)
    {
        if (_splitsAtMarks)
            ProcessParts(text, state);
        else if (!text.IsEmpty)
            ProcessWord(text, state);
    }

    /// <summary>Writes the symbols of a word into the buffers and returns their number.</summary>
    protected abstract int Symbols(ReadOnlySpan<char> word, MergeBuffers buffers);

    /// <summary>The id of the word as a whole, or -1.</summary>
    protected abstract int WholeId(ReadOnlySpan<char> word);

    // No token goes on over a mark after another character, so no merge does: the parts are independent, and can be cached.
    private void ProcessParts(ReadOnlySpan<char> text, EncodeState state)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAnyExcept(WordMark);
            if (end < 0)
                end = text.Length;
            var length = text[end..].IndexOf(WordMark);
            end = length < 0 ? text.Length : end + length;
            ProcessWord(text[..end], state);
            text = text[end..];
        }
    }

    private static bool HoldsInnerMark(string token)
    {
        var start = token.AsSpan().IndexOfAnyExcept(WordMark);
        return start >= 0 && token.AsSpan(start).Contains(WordMark);
    }

    private void ProcessWord(ReadOnlySpan<char> word, EncodeState state)
    {
        if (word.Length > WordCache.LongestWord)
        {
            Encode(word, state);
            return;
        }

        var hash = WordCache.Hash(word);
        if (state.Cache.TryGet(word, hash, out var ids))
        {
            state.Append(ids);
            return;
        }

        var first = state.Count;
        Encode(word, state);
        state.Cache.Add(word, hash, state.Ids[first..]);
    }

    private void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        if (Options.IgnoresMerges && WholeId(word) is var whole and >= 0)
        {
            state.Append(whole);
            return;
        }

        var count = Symbols(word, state.Merging);
        count = Merger.Merge(_merges, state.Merging, count);
        state.Append(state.Merging.Symbols.AsSpan(0, count));
    }
}
