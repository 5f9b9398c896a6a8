namespace Llm.Gen.Tokenization;

/// <summary>Fills the rows of a batch.</summary>
internal static class Padder
{
    public static IReadOnlyList<EncodingDraft> Apply(IReadOnlyList<EncodingDraft> rows, Padding options, SpecialToken token)
    {
        if (options.MultipleOf < 1)
            throw new ArgumentException($"Rows cannot be filled to a multiple of {options.MultipleOf}; use a number from 1.");
        var length = options.Length ?? rows.Select(row => row.Rows.Count).DefaultIfEmpty().Max();
        length = checked((length + options.MultipleOf - 1) / options.MultipleOf * options.MultipleOf);
        var filler = new TokenRow(token.Id, options.Token ?? token.Text, default, -1, -1, options.Type, IsSpecial: true, IsPadding: true);
        return [.. rows.Select(row => Fill(row, length, filler, options.Side))];
    }

    private static EncodingDraft Fill(EncodingDraft row, int length, TokenRow filler, TextSide side)
    {
        var fill = Enumerable.Repeat(filler, Math.Max(length - row.Rows.Count, 0));
        return new([.. side == TextSide.Right ? row.Rows.Concat(fill) : fill.Concat(row.Rows)])
        {
            Overflowing = [.. row.Overflowing.Select(part => Fill(part, length, filler, side))],
        };
    }
}
