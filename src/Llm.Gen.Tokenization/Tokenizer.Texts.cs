using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <content>From texts to all that is known of their tokens.</content>
public sealed partial class Tokenizer
{
    /// <summary>The truncation that the tokenizer's file asks for; it is applied only where it is given to <see cref="Encode(string, EncodeOptions)"/>.</summary>
    public Truncation? DefaultTruncation => _file.Truncation;

    /// <summary>The padding that the tokenizer's file asks for; it is applied only where it is given to <see cref="Encode(string, EncodeOptions)"/>.</summary>
    public Padding? DefaultPadding => _file.Padding;

    /// <summary>The ids, tokens and offsets of a text, with what options ask for.</summary>
    public TokenizedText Encode(string text, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Padded([Draft(text, null, options ??= new())], options)[0];
    }

    /// <summary>The ids, tokens and offsets of a pair of texts, such as a question and a passage.</summary>
    public TokenizedText Encode(string first, string second, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Padded([Draft(first, second, options ??= new())], options)[0];
    }

    /// <summary>The ids, tokens and offsets of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public TokenizedText Encode(string text, bool addSpecialTokens, bool parseSpecialTokens = true) =>
        Encode(text, new EncodeOptions { AddSpecialTokens = addSpecialTokens, ParseSpecialTokens = parseSpecialTokens });

    /// <summary>Encodes many texts on all cores; padding is to the longest of them, unless the options say otherwise.</summary>
    public IReadOnlyList<TokenizedText> EncodeBatch(IReadOnlyList<string> texts, EncodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new();
        var rows = new EncodingDraft[texts.Count];
        InParallel(rows.Length, range =>
        {
            for (var index = range.Item1; index < range.Item2; index++)
                rows[index] = Draft(texts[index], null, options);
        });
        return Padded(rows, options);
    }

    /// <summary>The tokens of a text with their places in it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether the tokens that the tokenizer puts around every text are added; they stand nowhere, so their place is empty.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public IReadOnlyList<EncodedToken> EncodeToTokens(ReadOnlySpan<char> text, bool addSpecialTokens = true, bool parseSpecialTokens = true) =>
        [.. Draft(text.ToString(), null, new() { AddSpecialTokens = addSpecialTokens, ParseSpecialTokens = parseSpecialTokens }).Rows
            .Select(row => new EncodedToken(row.Id, row.Token, row.Origin.Start..row.Origin.End))];

    private EncodingDraft Draft(string first, string? second, EncodeOptions options)
    {
        var (a, b) = (Rows(first, options), second is null ? null : Rows(second, options));
        var template = _file.PostProcessor.Template(isPair: second is not null);
        if (options.Truncation is { } truncation)
            (a, b) = Truncator.Apply(a, b, truncation, options.AddSpecialTokens ? template.SpecialCount : 0);
        a = _file.PostProcessor.Trimmed(a, first);
        b = b is null ? null : _file.PostProcessor.Trimmed(b, second!);
        return template.Apply(a, b, options.AddSpecialTokens);
    }

    private EncodingDraft Rows(string text, EncodeOptions options)
    {
        var state = _encoder.Rent();
        var trace = state.Trace = new();
        _encoder.Encode(text, new(options.ParseSpecialTokens, options.AllowedSpecialTokens), state);
        var rows = new TokenRow[state.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var (origin, word) = trace.Tokens[i];
            rows[i] = new(state.Ids[i], trace.SpellingOf(i) ?? TokenOf(state.Ids[i]), origin, word, 0, 0);
        }

        _encoder.Return(state);
        return new(rows);
    }

    private IReadOnlyList<TokenizedText> Padded(IReadOnlyList<EncodingDraft> rows, EncodeOptions options)
    {
        if (options.Padding is { } padding)
            rows = Padder.Apply(rows, padding, PaddingToken(padding));
        return [.. rows.Select(row => row.Finish())];
    }

    private SpecialToken PaddingToken(Padding padding)
    {
        if (padding.Id is { } id)
            return new(padding.Token ?? TokenOf(id), id);
        return Special.Padding ?? throw new ArgumentException("The tokenizer names no padding token; set the id to pad with.");
    }
}
