using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>An argument of an operator as managed code writes it; the reference keeps its owner alive during the call.</summary>
internal readonly struct Argument
{
    public readonly object? Reference;
    public readonly long Bits;
    public readonly ValueKind Kind;

    private Argument(ValueKind kind, long bits = 0, object? reference = null)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>The default that the operator's schema states.</summary>
    public static Argument Default => default;

    public static Argument None => new(ValueKind.None);

    public static implicit operator Argument(Tensor? tensor) => tensor is null ? None : new(ValueKind.Tensor, 0, tensor);

    public static implicit operator Argument(long number) => new(ValueKind.Int, number);

    public static implicit operator Argument(long? number) => number is { } given ? given : None;

    public static implicit operator Argument(double number) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(number));

    public static implicit operator Argument(double? number) => number is { } given ? given : None;

    public static implicit operator Argument(bool claim) => new(ValueKind.Bool, claim ? 1 : 0);

    public static implicit operator Argument(Scalar? scalar) => scalar is null ? None : scalar.ToArgument();

    public static implicit operator Argument(long[]? numbers) => numbers is null ? None : new(ValueKind.IntList, 0, numbers);

    public static implicit operator Argument(double[]? numbers) => numbers is null ? None : new(ValueKind.DoubleList, 0, numbers);

    public static implicit operator Argument(Tensor?[] tensors) => new(ValueKind.TensorList, 0, tensors);

    public static implicit operator Argument(string? text) => text is null ? None : new(ValueKind.Text, 0, text);

    public static implicit operator Argument(ScalarType type) => (long)type;

    public static implicit operator Argument(ScalarType? type) => type is { } given ? given : None;

    public static implicit operator Argument(Device? device) => device is null ? None : new(ValueKind.Device, device.index, device);

    public static implicit operator Argument(Generator? generator) => generator is null ? None : new(ValueKind.Generator, 0, generator);
}
