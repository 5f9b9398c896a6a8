namespace Llm.Gen.Runtime.Formats;

/// <summary>The values of all 256 codes of the two 8-bit floats (arXiv:2209.05433).</summary>
internal static class Float8
{
    private static readonly float[] E4M3Values = Enumerable.Range(0, 256).Select(DecodeE4M3).ToArray();
    private static readonly float[] E5M2Values = Enumerable.Range(0, 256).Select(DecodeE5M2).ToArray();

    public static ReadOnlySpan<float> E4M3 => E4M3Values;

    public static ReadOnlySpan<float> E5M2 => E5M2Values;

    // No infinity: the all-ones code of either sign is NaN, the rest of the top exponent are numbers.
    private static float DecodeE4M3(int code)
    {
        var (sign, exponent, mantissa) = (code >> 7, code >> 3 & 15, code & 7);
        if (exponent == 15 && mantissa == 7)
            return float.NaN;

        var magnitude = exponent == 0
            ? MathF.ScaleB(mantissa, -9)
            : MathF.ScaleB(8 + mantissa, exponent - 10);
        return sign == 0 ? magnitude : -magnitude;
    }

    // A float16 without its lower mantissa byte.
    private static float DecodeE5M2(int code) => (float)BitConverter.UInt16BitsToHalf((ushort)(code << 8));
}
