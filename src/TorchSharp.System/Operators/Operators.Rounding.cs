namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Ceil = new("aten::ceil");
    public static readonly Operator CeilInPlace = new("aten::ceil_");
    public static readonly Operator Floor = new("aten::floor");
    public static readonly Operator FloorInPlace = new("aten::floor_");
    public static readonly Operator Frac = new("aten::frac");
    public static readonly Operator FracInPlace = new("aten::frac_");
    public static readonly Operator Trunc = new("aten::trunc");
    public static readonly Operator TruncInPlace = new("aten::trunc_");
    public static readonly Operator Isnan = new("aten::isnan");
    public static readonly Operator Isinf = new("aten::isinf");
    public static readonly Operator Isfinite = new("aten::isfinite");
    public static readonly Operator NanToNum = new("aten::nan_to_num");
    public static readonly Operator RoundDecimals = new("aten::round", "decimals");
    public static readonly Operator RoundDecimalsInPlace = new("aten::round_", "decimals");
}
