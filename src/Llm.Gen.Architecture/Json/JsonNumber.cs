using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>A number, kept as it was spelled.</summary>
public sealed record JsonNumber(string Spelling) : JsonValue
{
    /// <inheritdoc/>
    public override string Kind => "a number";

    /// <inheritdoc/>
    public override string Text => Spelling;

    /// <summary>The number; always finite.</summary>
    public double Value => double.Parse(Spelling, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The number as a whole one of 64 bits, also where it is spelled as 1.0 or 1e3; false when it is none.</summary>
    public bool TryWhole(out long whole)
    {
        if (long.TryParse(Spelling, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
            return true;

        var value = Value;
        var isWhole = value == Math.Floor(value) && Math.Abs(value) <= 1L << 53;    // exact as a double up to 2^53
        whole = isWhole ? (long)value : 0;
        return isWhole;
    }
}
