namespace TorchSharp;

public static partial class torch
{
    /// <summary>Number of elements.</summary>
    public static long numel(Tensor input) => input.numel();

    /// <summary>True for a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;

    /// <summary>True for float16, bfloat16, float32 and float64.</summary>
    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);

    /// <summary>True for complex64 and complex128.</summary>
    public static bool is_complex(Tensor input) => is_complex(input.dtype);

    /// <summary>True for whole numbers, bool among them.</summary>
    public static bool is_integral(Tensor t) => is_integral(t.dtype);

    /// <summary>True when the only element is not zero.</summary>
    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    /// <summary>What the numbers of a type can be.</summary>
    public static FInfo finfo() => finfo(get_default_dtype());

    /// <summary>What the numbers of a type can be.</summary>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float16 => new FInfo(16, 0.0009765625, 65504, 6.103515625e-05, 0.001),
        ScalarType.BFloat16 => new FInfo(16, 0.0078125, 3.3895313892515355e38, 1.1754943508222875e-38, 0.01),
        ScalarType.Float32 => new FInfo(32, 1.1920928955078125e-07, float.MaxValue, 1.1754943508222875e-38, 1e-06),
        ScalarType.Float64 => new FInfo(64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308, 1e-15),
        _ => throw new ArgumentException($"'{dtype}' is not a floating point type"),
    };
}
