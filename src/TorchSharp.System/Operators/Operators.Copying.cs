namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Clone = new("aten::clone");
    public static readonly Operator CopyInPlace = new("aten::copy_");
    public static readonly Operator FillScalarInPlace = new("aten::fill_", "Scalar");
    public static readonly Operator ZeroInPlace = new("aten::zero_");
    public static readonly Operator SetSourceTensorInPlace = new("aten::set_", "source_Tensor");
    public static readonly Operator PinMemory = new("aten::pin_memory");
    public static readonly Operator ToDtype = new("aten::to", "dtype");
    public static readonly Operator ToDevice = new("aten::to", "device");
}
