namespace Llm.Gen.Tokenization;

/// <summary>An encoding that is being put together: its tokens, and the parts that truncation cut off.</summary>
internal sealed record EncodingDraft(IReadOnlyList<TokenRow> Rows)
{
    /// <summary>The parts that did not fit, in order.</summary>
    public IReadOnlyList<EncodingDraft> Overflowing { get; init; } = [];

    /// <summary>Both with a change of the tokens, in the parts that did not fit too.</summary>
    public EncodingDraft Select(Func<TokenRow, int, TokenRow> change) => new([.. Rows.Select(change)]) { Overflowing = [.. Overflowing.Select(part => part.Select(change))] };

    /// <summary>This one and another one behind it; what did not fit of either goes with each part of the other.</summary>
    public EncodingDraft With(EncodingDraft other)
    {
        var own = Overflowing.SelectMany(part => other.Overflowing.Prepend(other with { Overflowing = [] }).Select(part.With));
        var others = other.Overflowing.Select(part => (this with { Overflowing = [] }).With(part));
        return new([.. Rows, .. other.Rows]) { Overflowing = [.. own, .. others] };
    }

    /// <summary>The encoding as its users see it.</summary>
    public TokenizedText Finish() => new()
    {
        Ids = [.. Rows.Select(row => row.Id)],
        Tokens = [.. Rows.Select(row => row.Token)],
        Offsets = [.. Rows.Select(row => row.Origin.Start..row.Origin.End)],
        Types = [.. Rows.Select(row => row.Type)],
        Words = [.. Rows.Select(row => row.Word < 0 ? (int?)null : row.Word)],
        Sequences = [.. Rows.Select(row => row.Sequence < 0 ? (int?)null : row.Sequence)],
        IsAddedSpecial = [.. Rows.Select(row => row.IsSpecial)],
        IsPadding = [.. Rows.Select(row => row.IsPadding)],
        Overflowing = [.. Overflowing.Select(part => part.Finish())],
    };
}
