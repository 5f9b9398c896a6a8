namespace TorchSharp.Interop;

/// <summary>How a <see cref="Value"/> is read; the numbers are those of native/torch_system.h.</summary>
internal enum ValueKind
{
    Omitted = 0,
    None = 1,
    Tensor = 2,
    Int = 3,
    Double = 4,
    Bool = 5,
    IntList = 6,
    TensorList = 7,
    Text = 8,
    Device = 9,
    Generator = 10,
    DoubleList = 11,
}
