using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Generation;

/// <summary>One text being continued: ids from the model, pieces of text out, and the account of it at the end.</summary>
internal sealed class TextContinuation
{
    private readonly ICausalModel _model;
    private readonly Tokenizer _tokenizer;
    private readonly IReadOnlyList<int> _prompt;
    private readonly TextGenerationOptions _options;
    private readonly StopStringFinder _stops;
    private readonly List<int> _tokens = [];
    private readonly StringBuilder _text = new();
    private FinishReason _finish = FinishReason.Length;
    private TimeSpan _first, _time;

    /// <exception cref="ArgumentException">An option is out of its range, or there is nothing to continue.</exception>
    public TextContinuation(ICausalModel model, Tokenizer tokenizer, string prompt, TextGenerationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(prompt);
        (_model, _tokenizer) = (model, tokenizer);
        _options = options ?? new();
        _options.Validate();
        _stops = new(_options.StopStrings);
        _prompt = Encode(prompt);
    }

    /// <summary>The account; complete once the pieces are.</summary>
    public GeneratedText Result => new()
    {
        Text = _text.ToString(),
        Tokens = _tokens,
        PromptTokens = _prompt.Count,
        Finish = _stops.Found is null ? _finish : FinishReason.Stop,
        StopString = _stops.Found,
        TimeToFirstToken = _first,
        Time = _time,
    };

    /// <summary>The new text in pieces, none of them empty.</summary>
    public async IAsyncEnumerable<string> Pieces([EnumeratorCancellation] CancellationToken cancellation)
    {
        // What follows a text is not decoded like the beginning of one: the decoder sees the prompt first.
        var decoder = _tokenizer.CreateDecoder(_options.SkipSpecialTokens);
        foreach (var id in _prompt)
            decoder.Add(id);

        var clock = Stopwatch.StartNew();
        var options = _options with { StopTokens = StopTokens() };
        await foreach (var token in new Generator(_model).StreamAsync([_prompt], options, cancellation).ConfigureAwait(false))
        {
            Count(token, clock.Elapsed);
            if (Pass(_stops.Add(Decode(decoder, token.Token))) is { Length: > 0 } piece)
                yield return piece;
            if (_stops.Found is not null)
                yield break;
        }

        // The end may complete a stop string with a character that was held back.
        if (Pass(_stops.Add(decoder.Flush()) + _stops.Flush()) is { Length: > 0 } rest)
            yield return rest;
    }

    private void Count(GeneratedToken token, TimeSpan now)
    {
        if (_tokens.Count == 0)
            _first = now;
        _time = now;
        _tokens.Add(token.Token);
        _finish = token.Finish ?? FinishReason.Length;
    }

    private string Pass(string piece)
    {
        _text.Append(piece);
        return piece;
    }

    // A model may have more rows than its tokenizer has tokens; such an id is no text.
    private string Decode(StreamingDecoder decoder, int id) => _tokenizer.TryGetToken(id, out _) ? decoder.Add(id) : "";

    private IReadOnlyList<int> StopTokens()
    {
        var stops = _options.StopTokens ?? _model.GenerationDefaults.StopTokens;
        return _options.StopTokens is null && stops.Count == 0 && _tokenizer.EosId is { } end ? [end] : stops;
    }

    private IReadOnlyList<int> Encode(string prompt)
    {
        var ids = _tokenizer.EncodeToIds(prompt, _options.AddSpecialTokens);
        if (ids.Count == 0 && (_model.GenerationDefaults.BeginToken ?? _tokenizer.BosId) is { } begin)
            ids = [begin];
        return ids.Count > 0
            ? ids
            : throw new ArgumentException("The prompt is empty, and neither model nor tokenizer names a token that begins a text; give a prompt.", nameof(prompt));
    }
}
