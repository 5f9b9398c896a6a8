namespace TorchSharp.Interop;

/// <summary>The operators behind Tensor and torch, by what they are for; one line each, in the order of their use.</summary>
internal static partial class Operators
{
    public static readonly Operator Abs = new("aten::abs");
    public static readonly Operator AbsInPlace = new("aten::abs_");
    public static readonly Operator Erf = new("aten::erf");
    public static readonly Operator ErfInPlace = new("aten::erf_");
    public static readonly Operator Erfinv = new("aten::erfinv");
    public static readonly Operator ErfinvInPlace = new("aten::erfinv_");
    public static readonly Operator Exp = new("aten::exp");
    public static readonly Operator ExpInPlace = new("aten::exp_");
    public static readonly Operator Exp2 = new("aten::exp2");
    public static readonly Operator Expm1 = new("aten::expm1");
    public static readonly Operator Expm1InPlace = new("aten::expm1_");
    public static readonly Operator Lgamma = new("aten::lgamma");
    public static readonly Operator LgammaInPlace = new("aten::lgamma_");
    public static readonly Operator Log = new("aten::log");
    public static readonly Operator LogInPlace = new("aten::log_");
    public static readonly Operator Log10 = new("aten::log10");
    public static readonly Operator Log10InPlace = new("aten::log10_");
    public static readonly Operator Log1p = new("aten::log1p");
    public static readonly Operator Log1pInPlace = new("aten::log1p_");
    public static readonly Operator Log2 = new("aten::log2");
    public static readonly Operator Log2InPlace = new("aten::log2_");
    public static readonly Operator Neg = new("aten::neg");
    public static readonly Operator NegInPlace = new("aten::neg_");
    public static readonly Operator Reciprocal = new("aten::reciprocal");
    public static readonly Operator ReciprocalInPlace = new("aten::reciprocal_");
    public static readonly Operator Rsqrt = new("aten::rsqrt");
    public static readonly Operator RsqrtInPlace = new("aten::rsqrt_");
    public static readonly Operator Sign = new("aten::sign");
    public static readonly Operator SignInPlace = new("aten::sign_");
    public static readonly Operator Sqrt = new("aten::sqrt");
    public static readonly Operator SqrtInPlace = new("aten::sqrt_");
    public static readonly Operator Square = new("aten::square");
}
