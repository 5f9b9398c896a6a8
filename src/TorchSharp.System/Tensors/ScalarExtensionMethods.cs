namespace TorchSharp;

/// <summary>Numbers to scalars and back.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>A real number.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A real number.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A real number.</summary>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>A real number, rounded to bfloat16.</summary>
    public static Scalar ToBFloat16Scalar(this float value) => Rounded(value);

    /// <summary>A whole number.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>A whole number.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A whole number.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>A whole number.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>A whole number.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>A truth value.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The number as a float.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Real;

    /// <summary>The number as a double.</summary>
    public static double ToDouble(this Scalar value) => value.Real;

    /// <summary>The number as a half.</summary>
    public static Half ToHalf(this Scalar value) => (Half)value.Real;

    /// <summary>The number cut to 64 bits.</summary>
    public static long ToInt64(this Scalar value) => value.Whole;

    /// <summary>The number cut to 32 bits.</summary>
    public static int ToInt32(this Scalar value) => (int)value.Whole;

    /// <summary>The number cut to 16 bits.</summary>
    public static short ToInt16(this Scalar value) => (short)value.Whole;

    /// <summary>The number cut to 8 bits, unsigned.</summary>
    public static byte ToByte(this Scalar value) => (byte)value.Whole;

    /// <summary>The number cut to 8 bits, signed.</summary>
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Whole;

    /// <summary>True when the number is not zero.</summary>
    public static bool ToBoolean(this Scalar value) => value.Truth;

    /// <summary>To the nearest bfloat16, ties to even.</summary>
    private static float Rounded(float value)
    {
        if (float.IsNaN(value)) return value;
        var bits = BitConverter.SingleToUInt32Bits(value);
        bits += 0x7FFF + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle(bits & 0xFFFF0000);
    }
}
