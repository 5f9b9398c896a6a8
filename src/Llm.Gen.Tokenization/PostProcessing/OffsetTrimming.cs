namespace Llm.Gen.Tokenization;

/// <summary>ByteLevel's trim_offsets: spaces that belong to a token no longer count to its place in the text.</summary>
/// <param name="HasPrefixSpace">Whether the space in front of a text was put there, so that there is nothing to take away.</param>
internal sealed record OffsetTrimming(bool HasPrefixSpace)
{
    private const char ByteSpace = 'Ġ';

    public EncodingDraft Apply(EncodingDraft draft, string text) => draft.Select((row, index) => Trim(row, index, text));

    // In characters: a token in front of half a surrogate pair gives up all of it.
    private TokenRow Trim(TokenRow row, int index, string text)
    {
        var (start, end) = (row.Origin.Start, row.Origin.End);
        var leading = row.Token.TakeWhile(IsSpace).Count();
        var trailing = row.Token.Reverse().TakeWhile(IsSpace).Count();
        if (leading == 1 && HasPrefixSpace && (index == 0 || start == 0))
            leading = 0;
        for (; leading > 0 && start < end; leading--)
            start += char.IsHighSurrogate(text[start]) && start + 1 < end ? 2 : 1;
        for (; trailing > 0 && start < end; trailing--)
            end -= char.IsLowSurrogate(text[end - 1]) && end - 2 >= start ? 2 : 1;
        return row with { Origin = new(start, end) };
    }

    private static bool IsSpace(char c) => c == ByteSpace || char.IsWhiteSpace(c);
}
