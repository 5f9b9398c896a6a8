namespace Llm.Gen.Tokenization;

/// <summary>
/// The last step: the tokens of a word. Words met before come out of a cache; where offsets are asked for, each word is worked out,
/// as its tokens then need their lengths.
/// </summary>
internal abstract class WordModel : Stage
{
    public override void Process(ReadOnlySpan<char> text, int at, EncodeState state)
    {
        if (text.IsEmpty)
            return;
        if (state.Trace is null)
            ProcessWord(text, state);
        else
            ProcessTraced(text, at, state, state.Trace);
    }

    /// <summary>Appends the ids of a word to the state, with the length in UTF-8 bytes of what each stands for.</summary>
    protected abstract void Encode(ReadOnlySpan<char> word, EncodeState state);

    /// <summary>Appends the ids of a word, from the cache if they are there.</summary>
    protected void ProcessWord(ReadOnlySpan<char> word, EncodeState state)
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

    private void ProcessTraced(ReadOnlySpan<char> word, int at, EncodeState state, TokenTrace trace)
    {
        state.StartWord();
        Encode(word, state);
        trace.AddWord(word, at, state.Layer, state.Spans);
    }
}
