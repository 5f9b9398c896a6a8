namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator IndexSelect = new("aten::index_select");
    public static readonly Operator Gather = new("aten::gather");
    public static readonly Operator Take = new("aten::take");
    public static readonly Operator TakeAlongDim = new("aten::take_along_dim");
    public static readonly Operator ScatterSrc = new("aten::scatter", "src");
    public static readonly Operator ScatterSrcInPlace = new("aten::scatter_", "src");
    public static readonly Operator ScatterAdd = new("aten::scatter_add");
    public static readonly Operator ScatterAddInPlace = new("aten::scatter_add_");
    public static readonly Operator IndexAdd = new("aten::index_add");
    public static readonly Operator IndexAddInPlace = new("aten::index_add_");
    public static readonly Operator IndexCopy = new("aten::index_copy");
    public static readonly Operator IndexCopyInPlace = new("aten::index_copy_");
    public static readonly Operator IndexFillIntScalar = new("aten::index_fill", "int_Scalar");
    public static readonly Operator IndexFillIntScalarInPlace = new("aten::index_fill_", "int_Scalar");
    public static readonly Operator MaskedFillScalar = new("aten::masked_fill", "Scalar");
    public static readonly Operator MaskedFillScalarInPlace = new("aten::masked_fill_", "Scalar");
    public static readonly Operator MaskedSelect = new("aten::masked_select");
    public static readonly Operator MaskedScatter = new("aten::masked_scatter");
    public static readonly Operator MaskedScatterInPlace = new("aten::masked_scatter_");
    public static readonly Operator WhereSelf = new("aten::where", "self");
    public static readonly Operator SliceScatter = new("aten::slice_scatter");
    public static readonly Operator SelectScatter = new("aten::select_scatter");
    public static readonly Operator Tril = new("aten::tril");
    public static readonly Operator TrilInPlace = new("aten::tril_");
    public static readonly Operator Triu = new("aten::triu");
    public static readonly Operator TriuInPlace = new("aten::triu_");
}
