using System.Buffers;
using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <content>From text to ids.</content>
public sealed partial class Tokenizer
{
    /// <summary>The ids of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text (a beginning token, say) are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids; false for text from strangers.</param>
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        var state = Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        var ids = state.Ids.ToArray();
        Return(state);
        return ids;
    }

    /// <inheritdoc cref="EncodeToIds(ReadOnlySpan{char}, bool, bool)"/>
    public IReadOnlyList<int> EncodeToIds(string text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text.AsSpan(), addSpecialTokens, parseSpecialTokens);
    }

    /// <summary>Writes the ids of a text to <paramref name="output"/> and returns their number. Allocates nothing for a text of known words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="output">Where the ids go.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public int EncodeToIds(ReadOnlySpan<char> text, IBufferWriter<int> output, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        output.Write(state.Ids);
        var count = state.Count;
        Return(state);
        return count;
    }

    /// <summary>The ids and tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public TokenizedText Encode(string text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var state = Rent();
        var found = state.FoundTexts = [];
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        state.FoundTexts = null;
        var ids = state.Ids.ToArray();
        Return(state);
        var (before, after) = addSpecialTokens ? (_file.Template.Before.Length, _file.Template.After.Length) : (0, 0);
        return new()
        {
            Ids = ids,
            Tokens = [.. ids.Select((id, index) => found.TryGetValue(index, out var spelled) ? spelled : TokenOf(id))],
            IsAddedSpecial = [.. ids.Select((_, index) => index < before || index >= ids.Length - after)],
        };
    }

    /// <summary>How many ids a text has.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text count.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text count as one.</param>
    public int CountTokens(ReadOnlySpan<char> text, bool addSpecialTokens = true, bool parseSpecialTokens = true)
    {
        var state = Rent();
        Encode(text, addSpecialTokens, parseSpecialTokens, state);
        var count = state.Count;
        Return(state);
        return count;
    }

    private void Encode(ReadOnlySpan<char> text, bool addSpecialTokens, bool parseSpecialTokens, EncodeState state)
    {
        state.Clear();
        if (addSpecialTokens)
            state.Append(_file.Template.Before);
        var (from, position) = (0, 0);
        while (from < text.Length)
        {
            var token = _rawFinder.Next(text, ref position, from, parseSpecialTokens, out var start, out var end);
            if (start > from)
                EncodePart(text[from..start], atStart: from == 0, parseSpecialTokens, state);
            if (token is not null)
                state.AppendAdded(token.Id, text[start..end]);
            from = end;
        }

        if (addSpecialTokens)
            state.Append(_file.Template.After);
    }

    // A part between added tokens is normalized by itself.
    private void EncodePart(ReadOnlySpan<char> text, bool atStart, bool parseSpecialTokens, EncodeState state)
    {
        if (_file.Normalizer is not { } normalizer)
        {
            EncodeNormalized(text, atStart, parseSpecialTokens, state);
            return;
        }

        var output = new TextBuffer(text.Length + 16);
        try
        {
            normalizer.Normalize(text, ref output);
            EncodeNormalized(output.Text, atStart, parseSpecialTokens, state);
        }
        finally
        {
            output.Dispose();
        }
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, bool atStart, bool parseSpecialTokens, EncodeState state)
    {
        var (from, position) = (0, 0);
        while (from < text.Length)
        {
            var token = _normalizedFinder.Next(text, ref position, from, parseSpecialTokens, out var start, out var end);
            if (start > from)
                _file.Stages.Process(text[from..start], atStart && from == 0, state);
            if (token is not null)
                state.AppendAdded(token.Id, text[start..end]);
            from = end;
        }
    }

    private EncodeState Rent()
    {
        foreach (ref var place in _states.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } state)
                return state;
        }

        return new EncodeState();
    }

    // A state is not returned when encoding throws: its buffers may be half-written.
    private void Return(EncodeState state)
    {
        if (!state.IsWorthKeeping)
            return;
        foreach (ref var place in _states.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, state, null) is null)
                return;
        }
    }
}
