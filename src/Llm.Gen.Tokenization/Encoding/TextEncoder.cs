namespace Llm.Gen.Tokenization;

/// <summary>From a text to ids, without the special tokens around it: added tokens are found, the parts between them normalized, split and encoded.</summary>
internal sealed class TextEncoder
{
    private readonly Normalizer? _normalizer;
    private readonly Stage _stages;
    private readonly Lazy<Stage> _tracedStages;
    private readonly AddedTokenFinder _rawFinder;
    private readonly AddedTokenFinder _normalizedFinder;
    private readonly EncodeState?[] _states = new EncodeState?[Environment.ProcessorCount];

    public TextEncoder(TokenizerFile file, IReadOnlyDictionary<int, string> normalizedTexts)
    {
        (_normalizer, _stages, _tracedStages) = (file.Normalizer, file.Stages, file.TracedStages);
        _rawFinder = new(file.AddedTokens.Where(token => !token.IsNormalized).Select(token => (token.Content, token)));
        _normalizedFinder = new(file.AddedTokens.Where(token => token.IsNormalized).Select(token => (normalizedTexts[token.Id], token)));
    }

    /// <summary>Buffers for one text at a time; to be returned.</summary>
    public EncodeState Rent()
    {
        foreach (ref var place in _states.AsSpan())
        {
            if (Interlocked.Exchange(ref place, null) is { } state)
            {
                state.Clear();
                return state;
            }
        }

        return new EncodeState();
    }

    /// <summary>A state is not returned when encoding throws: its buffers may be half-written.</summary>
    public void Return(EncodeState state)
    {
        if (!state.IsWorthKeeping)
            return;
        foreach (ref var place in _states.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, state, null) is null)
                return;
        }
    }

    /// <summary>Appends the ids of a text to the state, and what is known of them to its trace, if it has one.</summary>
    public void Encode(ReadOnlySpan<char> text, SpecialTokenFilter filter, EncodeState state)
    {
        var raw = state.Trace is null ? default : Layer.OfRaw(text);
        var (from, position) = (0, 0);
        while (from < text.Length)
        {
            var token = _rawFinder.Next(text, ref position, from, filter, out var start, out var end);
            (state.Layer, state.IsFirstPart) = (raw, from == 0);
            if (start > from)
                EncodePart(text[from..start], from, filter, state);
            if (token is not null)
                state.AppendAdded(token.Id, text[start..end], start);
            from = end;
        }
    }

    // A part between added tokens is normalized by itself.
    private void EncodePart(ReadOnlySpan<char> text, int at, SpecialTokenFilter filter, EncodeState state)
    {
        if (_normalizer is null)
        {
            EncodeNormalized(text, at, filter, state);
            return;
        }

        var output = new TextBuffer(text.Length + 16, state.Layer, at, text.Length);
        try
        {
            _normalizer.Normalize(text, ref output);
            var raw = state.Layer;
            state.Layer = output.Layer;
            EncodeNormalized(output.Text, 0, filter, state);
            state.Layer = raw;
        }
        finally
        {
            output.Dispose();
        }
    }

    private void EncodeNormalized(ReadOnlySpan<char> text, int at, SpecialTokenFilter filter, EncodeState state)
    {
        var stages = state.Trace is null ? _stages : _tracedStages.Value;
        var isFirst = state.IsFirstPart;
        var (from, position) = (0, 0);
        while (from < text.Length)
        {
            var token = _normalizedFinder.Next(text, ref position, from, filter, out var start, out var end);
            state.IsFirstPart = isFirst && from == 0;
            if (start > from)
                stages.Process(text[from..start], at + from, state);
            if (token is not null)
                state.AppendAdded(token.Id, text[start..end], at + start);
            from = end;
        }
    }
}
