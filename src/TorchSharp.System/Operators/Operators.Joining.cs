namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Cat = new("aten::cat");
    public static readonly Operator Stack = new("aten::stack");
    public static readonly Operator Hstack = new("aten::hstack");
    public static readonly Operator Vstack = new("aten::vstack");
    public static readonly Operator Einsum = new("aten::einsum");
}
