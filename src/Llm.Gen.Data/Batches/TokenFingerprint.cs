using Llm.Gen.Randomness;

namespace Llm.Gen.Data;

/// <summary>Tells tokens from others: a run that is resumed with another text of the same length would go on to other numbers.</summary>
internal static class TokenFingerprint
{
    private const int Piece = 1 << 12;
    private const long MostPieces = 1 << 14;        // of longer texts some, as far apart as they can be: a start does not read them whole

    /// <summary>A number that tokens, their order and how many they are decide.</summary>
    public static ulong Of(TokenSlice tokens)
    {
        var pieces = (tokens.Count + Piece - 1) / Piece;
        var read = Math.Min(pieces, MostPieces);
        var (print, ids) = ((ulong)tokens.Count, new long[Piece]);
        for (var i = 0L; i < read; i++)
        {
            var start = (long)((Int128)pieces * i / read) * Piece;
            var part = ids.AsSpan(0, (int)Math.Min(Piece, tokens.Count - start));
            tokens.Read(start, part);
            foreach (var id in part)
                print = SplitMix64.Fold(print, (ulong)id);
        }
        return print;
    }
}
