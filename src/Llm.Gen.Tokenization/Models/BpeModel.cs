using System.Text;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Byte-pair encoding (arXiv 1508.07909): a word becomes symbols, then pairs merge by rank. How a word becomes symbols is
/// the subclass's: bytes, or characters with the rules for unknown ones.
/// </summary>
internal abstract class BpeModel : WordModel
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

    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        if (_splitsAtMarks && state.Trace is null)
            ProcessParts(text, state);
        else
            base.Process(text, at, state);
    }

    /// <summary>Writes the symbols of a word and their lengths in UTF-8 bytes into the buffers and returns their number.</summary>
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

    protected override void Encode(ReadOnlySpan<char> word, EncodeState state)
    {
        if (Options.IgnoresMerges && WholeId(word) is var whole and >= 0)
        {
            state.Append(whole, state.Trace is null ? 0 : Encoding.UTF8.GetByteCount(word));
            return;
        }

        var buffers = state.Merging;
        var count = Symbols(word, buffers);
        count = NeedsLengths || state.Trace is not null
            ? Merger.Merge<Merger.WithLengths>(_merges, buffers, count)
            : Merger.Merge<Merger.Plain>(_merges, buffers, count);
        Append(word, count, state);
    }

    /// <summary>Whether <see cref="Append"/> asks for the lengths of the symbols even where nobody asks for offsets.</summary>
    protected virtual bool NeedsLengths => false;

    /// <summary>Appends the ids of the merged symbols in the buffers.</summary>
    protected virtual void Append(ReadOnlySpan<char> word, int count, EncodeState state)
    {
        var buffers = state.Merging;
        if (state.Trace is null)
        {
            state.Append(buffers.Symbols.AsSpan(0, count));
            return;
        }

        for (var i = 0; i < count; i++)
            state.Append(buffers.Symbols[i], buffers.Lengths[i]);
    }
}
