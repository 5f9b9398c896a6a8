using Llm.Gen.Tokenization;

namespace Llm.Gen;

/// <content>How much of a text so many tokens hold. Special tokens around a text do not count.</content>
public sealed partial class Tokenizer
{
    /// <summary>The ids of the beginning of a text, at most <paramref name="maxTokenCount"/>; a character is in whole or not at all.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokenCount">The most ids.</param>
    /// <param name="charsConsumed">How much of the text they stand for, in UTF-16 units.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text become their ids.</param>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, out int charsConsumed, bool parseSpecialTokens = true)
    {
        var rows = Limited(text, maxTokenCount, parseSpecialTokens);
        var count = CountFromStart(rows, maxTokenCount);
        charsConsumed = count == rows.Count ? text.Length : count > 0 ? rows[count - 1].Origin.End : 0;
        return [.. rows.Take(count).Select(row => row.Id)];
    }

    /// <summary>Where the first <paramref name="maxTokenCount"/> tokens of a text end, in UTF-16 units; the length of the text if it has no more.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokenCount">The most tokens.</param>
    /// <param name="tokenCount">How many tokens that is: fewer than the most where a character would be cut.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text count as one.</param>
    public int GetIndexByTokenCount(string text, int maxTokenCount, out int tokenCount, bool parseSpecialTokens = true)
    {
        tokenCount = EncodeToIds(text, maxTokenCount, out var consumed, parseSpecialTokens).Count;
        return consumed;
    }

    /// <summary>Where the last <paramref name="maxTokenCount"/> tokens of a text begin, in UTF-16 units; 0 if it has no more.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokenCount">The most tokens.</param>
    /// <param name="tokenCount">How many tokens that is.</param>
    /// <param name="parseSpecialTokens">Whether special tokens spelled out in the text count as one.</param>
    public int GetIndexByTokenCountFromEnd(string text, int maxTokenCount, out int tokenCount, bool parseSpecialTokens = true)
    {
        var rows = Limited(text, maxTokenCount, parseSpecialTokens);
        var first = Math.Max(rows.Count - maxTokenCount, 0);
        while (first > 0 && first < rows.Count && !IsBoundary(rows, first))
            first++;
        tokenCount = rows.Count - first;
        return first == 0 ? 0 : first < rows.Count ? rows[first].Origin.Start : text.Length;
    }

    private IReadOnlyList<TokenRow> Limited(string text, int maxTokenCount, bool parseSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokenCount);
        return Rows(text, new() { ParseSpecialTokens = parseSpecialTokens }).Rows;
    }

    private static int CountFromStart(IReadOnlyList<TokenRow> rows, int most)
    {
        var count = Math.Min(rows.Count, most);
        while (count > 0 && count < rows.Count && !IsBoundary(rows, count))
            count--;
        return count;
    }

    // No character is both in the token before and in the token behind.
    private static bool IsBoundary(IReadOnlyList<TokenRow> rows, int index) => rows[index - 1].Origin.End <= rows[index].Origin.Start;
}
