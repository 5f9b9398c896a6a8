namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator LerpTensor = new("aten::lerp", "Tensor");
    public static readonly Operator LerpTensorInPlace = new("aten::lerp_", "Tensor");
    public static readonly Operator Addcmul = new("aten::addcmul");
    public static readonly Operator AddcmulInPlace = new("aten::addcmul_");
    public static readonly Operator Addcdiv = new("aten::addcdiv");
    public static readonly Operator AddcdivInPlace = new("aten::addcdiv_");
}
