using System.Numerics;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>A whole number of any size, up to a bound that keeps arithmetic cheap.</summary>
internal sealed class IntegerValue(BigInteger number) : Value
{
    // Python prints no more than 4,300 digits either.
    private const long LargestBits = 14_000;

    public BigInteger Number { get; } = number;

    public override string TypeName => "int";

    public override bool IsTrue => !Number.IsZero;

    /// <summary>The number, if it is not too large.</summary>
    public static IntegerValue Of(BigInteger number)
    {
        CheckBits(number.GetBitLength());
        return new(number);
    }

    /// <summary>Refuses a number before it is computed.</summary>
    public static void CheckBits(double bits)
    {
        if (bits > LargestBits)
            throw new TemplateFault($"a whole number of more than {LargestBits:N0} bits; use a smaller one.");
    }
}
