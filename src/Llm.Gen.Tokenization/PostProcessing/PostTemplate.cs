namespace Llm.Gen.Tokenization;

/// <summary>Where the tokens of one text or two and the special tokens stand.</summary>
internal sealed class PostTemplate
{
    private readonly IReadOnlyList<TemplatePiece> _pieces;

    private readonly bool _typesAllParts;

    /// <param name="pieces">The pieces in order.</param>
    /// <param name="typesAllParts">Whether what truncation cut off gets the type ids of the template too; else it keeps 0 and 1.</param>
    public PostTemplate(IReadOnlyList<TemplatePiece> pieces, bool typesAllParts = false)
    {
        (_pieces, _typesAllParts) = (pieces, typesAllParts);
        var text = pieces.TakeWhile(piece => piece.Text < 0).Count();
        IsAroundText = pieces.Count(piece => piece.Text == 0) == 1 && pieces.All(piece => piece.Text <= 0);
        Before = [.. pieces.Take(text).SelectMany(piece => piece.Special.Select(token => token.Id))];
        After = IsAroundText ? [.. pieces.Skip(text + 1).SelectMany(piece => piece.Special.Select(token => token.Id))] : [];
    }

    /// <summary>The text alone.</summary>
    public static PostTemplate Plain { get; } = new([TemplatePiece.OfText(0, type: null)]);

    /// <summary>One text after the other.</summary>
    public static PostTemplate PlainPair { get; } = new([TemplatePiece.OfText(0, type: null), TemplatePiece.OfText(1, type: null)]);

    /// <summary>Whether this is one text with special tokens before and after it.</summary>
    public bool IsAroundText { get; }

    /// <summary>The special tokens before the text.</summary>
    public int[] Before { get; }

    /// <summary>The special tokens after the text, if there is nothing else.</summary>
    public int[] After { get; }

    /// <summary>How many special tokens there are.</summary>
    public int SpecialCount => _pieces.Sum(piece => piece.Special.Count);

    /// <summary>The ids of all special tokens.</summary>
    public IEnumerable<int> SpecialIds => _pieces.SelectMany(piece => piece.Special.Select(token => token.Id));

    public EncodingDraft Apply(EncodingDraft first, EncodingDraft? second, bool addSpecialTokens)
    {
        var result = new EncodingDraft([]);
        foreach (var piece in _pieces)
        {
            if (piece.Text >= 0)
                result = result.With(Typed(piece.Text == 0 ? first : second!, piece));
            else if (addSpecialTokens)
                result = result.With(new([.. piece.Special.Select(token => new TokenRow(token.Id, token.Text, default, -1, -1, piece.Type ?? 0, IsSpecial: true))]));
        }

        return result;
    }

    private EncodingDraft Typed(EncodingDraft draft, TemplatePiece piece)
    {
        var type = piece.Type ?? piece.Text;
        return new([.. draft.Rows.Select(row => row with { Sequence = piece.Text, Type = type })])
        {
            Overflowing = [.. draft.Overflowing.Select(part => part.Select((row, _) => row with { Sequence = piece.Text, Type = _typesAllParts ? type : piece.Text }))],
        };
    }
}
