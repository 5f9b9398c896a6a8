namespace Llm.Gen.Tokenization;

/// <summary>Cuts one text or two to what a row has room for.</summary>
internal static class Truncator
{
    /// <param name="first">The tokens of the first text.</param>
    /// <param name="second">The tokens of the second text, if there is one.</param>
    /// <param name="options">How to cut.</param>
    /// <param name="specialCount">How many special tokens will be added.</param>
    public static (EncodingDraft First, EncodingDraft? Second) Apply(EncodingDraft first, EncodingDraft? second, Truncation options, int specialCount)
    {
        if (options.MaxLength < 0 || options.Stride < 0)
            throw new ArgumentException($"A row of {options.MaxLength} tokens with a stride of {options.Stride} cannot be made; use numbers from 0.");
        var room = options.MaxLength - specialCount;
        if (room < 0)
            return (first, second);
        if (room == 0)
            return (Cut(first, 0, options), second is null ? null : Cut(second, 0, options));
        var excess = first.Rows.Count + (second?.Rows.Count ?? 0) - room;
        if (excess <= 0)
            return (first, second);
        if (options.Strategy == TruncationStrategy.OnlyFirst)
            return (CutBy(first, excess, options), second);
        if (options.Strategy == TruncationStrategy.OnlySecond)
            return (first, CutBy(second ?? throw new ArgumentException("Only the second text is to be cut, but there is none; use another strategy."), excess, options));
        if (second is null)
            return (Cut(first, room, options), null);
        var (a, b) = Lengths(first.Rows.Count, second.Rows.Count, room);
        return (Cut(first, a, options), Cut(second, b, options));
    }

    // The longer one is cut to what the shorter one leaves, or both to half of the room.
    private static (int First, int Second) Lengths(int first, int second, int room)
    {
        var shorter = Math.Min(first, second);
        var longer = shorter > room ? shorter : Math.Max(shorter, room - shorter);
        if (shorter + longer > room)
            (shorter, longer) = (room / 2, room / 2 + room % 2);
        return first > second ? (longer, shorter) : (shorter, longer);
    }

    private static EncodingDraft CutBy(EncodingDraft draft, int excess, Truncation options) => draft.Rows.Count > excess
        ? Cut(draft, draft.Rows.Count - excess, options)
        : throw new ArgumentException($"A text of {draft.Rows.Count} tokens cannot be cut by {excess}; use the strategy {nameof(TruncationStrategy.LongestFirst)} or a larger length.");

    private static EncodingDraft Cut(EncodingDraft draft, int length, Truncation options)
    {
        if (draft.Rows.Count <= length)
            return draft;
        if (length == 0)
            return new([]) { Overflowing = [draft] };
        if (options.Stride >= length)
            throw new ArgumentException($"A stride of {options.Stride} tokens is not less than the {length} that a part has room for; use a smaller one.");
        var parts = Parts(draft.Rows.Count, length, length - options.Stride, options.Side).Select(part => new EncodingDraft([.. draft.Rows.Take(part)])).ToArray();
        return parts[0] with { Overflowing = parts[1..] };
    }

    private static IEnumerable<Range> Parts(int count, int length, int step, TextSide side)
    {
        for (var cut = 0; ; cut += step)
        {
            var isLast = cut + length >= count;
            yield return side == TextSide.Right ? cut..Math.Min(cut + length, count) : Math.Max(count - cut - length, 0)..(count - cut);
            if (isLast)
                yield break;
        }
    }
}
