namespace TorchSharp;

public static partial class torch
{
    /// <summary>Truth value.</summary>
    public static ScalarType @bool = ScalarType.Bool;

    /// <summary>Unsigned, 8 bits.</summary>
    public static ScalarType uint8 = ScalarType.Byte;

    /// <summary>Signed, 8 bits.</summary>
    public static ScalarType int8 = ScalarType.Int8;

    /// <summary>Signed, 16 bits.</summary>
    public static ScalarType int16 = ScalarType.Int16;

    /// <summary>Signed, 32 bits.</summary>
    public static ScalarType int32 = ScalarType.Int32;

    /// <summary>Signed, 64 bits.</summary>
    public static ScalarType int64 = ScalarType.Int64;

    /// <summary>The upper half of a float32.</summary>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>IEEE 754, 16 bits.</summary>
    public static ScalarType float16 = ScalarType.Float16;

    /// <summary>IEEE 754, 32 bits.</summary>
    public static ScalarType float32 = ScalarType.Float32;

    /// <summary>IEEE 754, 64 bits.</summary>
    public static ScalarType float64 = ScalarType.Float64;

    /// <summary>Two floats of 32 bits.</summary>
    public static ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary>Two floats of 64 bits.</summary>
    public static ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary>Signed, 16 bits.</summary>
    public static ScalarType @short = ScalarType.Int16;

    /// <summary>Signed, 32 bits.</summary>
    public static ScalarType @int = ScalarType.Int32;

    /// <summary>Signed, 64 bits.</summary>
    public static ScalarType @long = ScalarType.Int64;

    /// <summary>IEEE 754, 16 bits.</summary>
    public static ScalarType half = ScalarType.Float16;

    /// <summary>IEEE 754, 32 bits.</summary>
    public static ScalarType @float = ScalarType.Float32;

    /// <summary>IEEE 754, 64 bits.</summary>
    public static ScalarType @double = ScalarType.Float64;

    /// <summary>Two floats of 32 bits.</summary>
    public static ScalarType cfloat = ScalarType.ComplexFloat32;

    /// <summary>Two floats of 64 bits.</summary>
    public static ScalarType cdouble = ScalarType.ComplexFloat64;

    /// <summary>True for whole numbers, bool among them.</summary>
    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    /// <summary>True for float16, bfloat16, float32 and float64.</summary>
    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    /// <summary>True for complex64 and complex128.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
}
