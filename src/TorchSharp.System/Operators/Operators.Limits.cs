namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Clamp = new("aten::clamp");
    public static readonly Operator ClampTensor = new("aten::clamp", "Tensor");
    public static readonly Operator ClampInPlace = new("aten::clamp_");
    public static readonly Operator ClampTensorInPlace = new("aten::clamp_", "Tensor");
    public static readonly Operator ClampMax = new("aten::clamp_max");
    public static readonly Operator ClampMaxInPlace = new("aten::clamp_max_");
    public static readonly Operator ClampMin = new("aten::clamp_min");
    public static readonly Operator ClampMinInPlace = new("aten::clamp_min_");
    public static readonly Operator Maximum = new("aten::maximum");
    public static readonly Operator Minimum = new("aten::minimum");
}
