namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator IsNonzero = new("aten::is_nonzero");
    public static readonly Operator Item = new("aten::item");
    public static readonly Operator Equal = new("aten::equal");
}
