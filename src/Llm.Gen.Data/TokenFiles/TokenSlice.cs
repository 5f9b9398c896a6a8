namespace Llm.Gen.Data;

/// <summary>A stretch of a token file: all of it, or what one side of a split may see.</summary>
/// <param name="File">Where the tokens are.</param>
/// <param name="Start">First token, counted from the start of the file.</param>
/// <param name="Count">Tokens in the stretch.</param>
public sealed record TokenSlice(TokenFile File, long Start, long Count) : IHeldOut
{
    /// <summary>Copies tokens, counted from the start of the stretch, and checks each.</summary>
    public void Read(long position, Span<long> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Count - destination.Length);
        File.Read(Start + position, destination);
    }

    /// <summary>Windows of the context, side by side.</summary>
    public IRows Rows(int context) => new TokenWindows(this, context);

    /// <summary>
    /// Keeps the last part for validation. The two do not overlap; a document that lies across the cut is cut.
    /// </summary>
    /// <param name="validationFraction">Between 0 and 1, both excluded.</param>
    public TokenSplit Split(double validationFraction)
    {
        if (!(validationFraction > 0 && validationFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, "The validation part must be between 0 and 1, both excluded; 0.05 is usual.");

        var validation = Math.Max(1, (long)(Count * validationFraction));
        return new TokenSplit(new TokenSlice(File, Start, Count - validation), new TokenSlice(File, Start + Count - validation, validation));
    }
}
