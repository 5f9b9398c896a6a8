namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Matmul = new("aten::matmul");
    public static readonly Operator Mm = new("aten::mm");
    public static readonly Operator Bmm = new("aten::bmm");
    public static readonly Operator Mv = new("aten::mv");
    public static readonly Operator Dot = new("aten::dot");
    public static readonly Operator Outer = new("aten::outer");
    public static readonly Operator Inner = new("aten::inner");
    public static readonly Operator Addmm = new("aten::addmm");
    public static readonly Operator AddmmInPlace = new("aten::addmm_");
    public static readonly Operator Addmv = new("aten::addmv");
    public static readonly Operator AddmvInPlace = new("aten::addmv_");
    public static readonly Operator Addbmm = new("aten::addbmm");
    public static readonly Operator AddbmmInPlace = new("aten::addbmm_");
    public static readonly Operator Addr = new("aten::addr");
    public static readonly Operator AddrInPlace = new("aten::addr_");
    public static readonly Operator Trace = new("aten::trace");
}
