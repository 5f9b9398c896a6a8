namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator WhereScalarOther = new("aten::where", "ScalarOther");
    public static readonly Operator IsNonzero = new("aten::is_nonzero");
    public static readonly Operator Item = new("aten::item");
    public static readonly Operator Real = new("aten::real");
    public static readonly Operator Imag = new("aten::imag");
    public static readonly Operator Equal = new("aten::equal");
    public static readonly Operator Adjoint = new("aten::adjoint");
    public static readonly Operator MT = new("aten::mT");
}
