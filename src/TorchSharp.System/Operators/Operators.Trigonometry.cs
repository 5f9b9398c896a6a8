namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Acos = new("aten::acos");
    public static readonly Operator AcosInPlace = new("aten::acos_");
    public static readonly Operator Asin = new("aten::asin");
    public static readonly Operator AsinInPlace = new("aten::asin_");
    public static readonly Operator Atan = new("aten::atan");
    public static readonly Operator AtanInPlace = new("aten::atan_");
    public static readonly Operator Cos = new("aten::cos");
    public static readonly Operator CosInPlace = new("aten::cos_");
    public static readonly Operator Cosh = new("aten::cosh");
    public static readonly Operator CoshInPlace = new("aten::cosh_");
    public static readonly Operator Sin = new("aten::sin");
    public static readonly Operator SinInPlace = new("aten::sin_");
    public static readonly Operator Sinh = new("aten::sinh");
    public static readonly Operator SinhInPlace = new("aten::sinh_");
    public static readonly Operator Tan = new("aten::tan");
    public static readonly Operator TanInPlace = new("aten::tan_");
    public static readonly Operator Tanh = new("aten::tanh");
    public static readonly Operator TanhInPlace = new("aten::tanh_");
}
