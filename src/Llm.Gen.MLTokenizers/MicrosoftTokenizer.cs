using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace Llm.Gen;

/// <summary>
/// A tokenizer of ours as a Microsoft.ML.Tokenizers.Tokenizer. Special tokens spelled out in a text are text, as in Microsoft's tokenizers
/// for tiktoken; none are put around texts. Normalizing and splitting belong to the tokenizer and cannot be left out.
/// </summary>
/// <param name="tokenizer">The tokenizer.</param>
public sealed class MicrosoftTokenizer(Tokenizer tokenizer) : Microsoft.ML.Tokenizers.Tokenizer
{
    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var all = ids.ToArray();
        var text = tokenizer.Decode(all);
        idsConsumed = all.Length;
        var whole = text;
        while (text.Length > destination.Length || !whole.StartsWith(text, StringComparison.Ordinal))
        {
            // As many ids as fit, and whose text is the beginning of the whole: not half a character.
            idsConsumed--;
            text = tokenizer.Decode(all[..idsConsumed]);
        }

        charsWritten = text.Length;
        text.CopyTo(destination);
        return idsConsumed == all.Length ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <inheritdoc/>
    public override string Decode(IEnumerable<int> ids) => tokenizer.Decode(ids);

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        Check(settings);
        var whole = text ?? textSpan.ToString();
        var count = tokenizer.EncodeToIds(whole, settings.MaxTokenCount, out var consumed, parseSpecialTokens: false).Count;
        return new()
        {
            Tokens = [.. tokenizer.EncodeToTokens(whole, addSpecialTokens: false, parseSpecialTokens: false).Take(count).Select(token => new EncodedToken(token.Id, token.Value, token.Offset))],
            CharsConsumed = consumed,
        };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        Check(settings);
        if (settings.MaxTokenCount == int.MaxValue)
        {
            return new()
            {
                Tokens = tokenizer.EncodeToIds(text is null ? textSpan : text, addSpecialTokens: false, parseSpecialTokens: false),
                CharsConsumed = text?.Length ?? textSpan.Length,
            };
        }

        var ids = tokenizer.EncodeToIds(text ?? textSpan.ToString(), settings.MaxTokenCount, out var consumed, parseSpecialTokens: false);
        return new() { Tokens = ids, CharsConsumed = consumed };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        Check(settings);
        return Math.Min(tokenizer.CountTokens(text is null ? textSpan : text, addSpecialTokens: false, parseSpecialTokens: false), settings.MaxTokenCount);
    }

    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        Check(settings);
        normalizedText = null;
        var whole = text ?? textSpan.ToString();
        return fromEnd
            ? tokenizer.GetIndexByTokenCountFromEnd(whole, settings.MaxTokenCount, out tokenCount, parseSpecialTokens: false)
            : tokenizer.GetIndexByTokenCount(whole, settings.MaxTokenCount, out tokenCount, parseSpecialTokens: false);
    }

    private static void Check(EncodeSettings settings)
    {
        if (!settings.ConsiderNormalization || !settings.ConsiderPreTokenization)
            throw new NotSupportedException("This tokenizer always normalizes and splits as its file says; leave considerNormalization and considerPreTokenization true.");
    }
}
