using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// A number that an operator takes beside tensors, of one of the widest types: float64, int64 or bool. It owns nothing native.
/// </summary>
public sealed class Scalar : IDisposable
{
    private readonly long _bits;

    private Scalar(ScalarType type, long bits)
    {
        Type = type;
        _bits = bits;
    }

    /// <summary>Float64, Int64 or Bool: narrower numbers are widened.</summary>
    public ScalarType Type { get; }

    internal double Real => Type == ScalarType.Float64 ? BitConverter.Int64BitsToDouble(_bits) : _bits;

    internal long Whole => Type == ScalarType.Float64 ? (long)Real : _bits;

    internal bool Truth => Type == ScalarType.Float64 ? Real != 0 : _bits != 0;

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(byte value) => new(ScalarType.Int64, value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(sbyte value) => new(ScalarType.Int64, value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(short value) => new(ScalarType.Int64, value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(int value) => new(ScalarType.Int64, value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(Half value) => (double)value;

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => (double)value;

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);

    /// <summary>Nothing to release; there for source compatibility.</summary>
    public void Dispose()
    {
    }

    internal static Scalar From(in Value value) => value.Kind switch
    {
        ValueKind.Double => new Scalar(ScalarType.Float64, value.Bits),
        ValueKind.Bool => new Scalar(ScalarType.Bool, value.Bits),
        _ => new Scalar(ScalarType.Int64, value.Bits),
    };

    internal Argument ToArgument() => Type switch
    {
        ScalarType.Float64 => Real,
        ScalarType.Bool => Truth,
        _ => Whole,
    };
}
