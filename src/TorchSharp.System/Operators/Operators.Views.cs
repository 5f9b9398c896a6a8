namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator View = new("aten::view");
    public static readonly Operator Reshape = new("aten::reshape");
    public static readonly Operator FlattenUsingInts = new("aten::flatten", "using_ints");
    public static readonly Operator Ravel = new("aten::ravel");
    public static readonly Operator UnflattenInt = new("aten::unflatten", "int");
    public static readonly Operator TransposeInt = new("aten::transpose", "int");
    public static readonly Operator TransposeInPlace = new("aten::transpose_");
    public static readonly Operator Swapaxes = new("aten::swapaxes");
    public static readonly Operator Swapdims = new("aten::swapdims");
    public static readonly Operator T = new("aten::t");
    public static readonly Operator Permute = new("aten::permute");
    public static readonly Operator MovedimIntlist = new("aten::movedim", "intlist");
    public static readonly Operator Expand = new("aten::expand");
    public static readonly Operator ExpandAs = new("aten::expand_as");
    public static readonly Operator BroadcastTo = new("aten::broadcast_to");
    public static readonly Operator Repeat = new("aten::repeat");
    public static readonly Operator Tile = new("aten::tile");
    public static readonly Operator RepeatInterleaveSelfInt = new("aten::repeat_interleave", "self_int");
    public static readonly Operator RepeatInterleaveSelfTensor = new("aten::repeat_interleave", "self_Tensor");
    public static readonly Operator Unsqueeze = new("aten::unsqueeze");
    public static readonly Operator UnsqueezeInPlace = new("aten::unsqueeze_");
    public static readonly Operator AsStrided = new("aten::as_strided");
    public static readonly Operator Contiguous = new("aten::contiguous");
    public static readonly Operator Narrow = new("aten::narrow");
    public static readonly Operator SelectInt = new("aten::select", "int");
    public static readonly Operator SliceTensor = new("aten::slice", "Tensor");
    public static readonly Operator Diagonal = new("aten::diagonal");
    public static readonly Operator Diag = new("aten::diag");
    public static readonly Operator Unfold = new("aten::unfold");
    public static readonly Operator Chunk = new("aten::chunk");
    public static readonly Operator SplitTensor = new("aten::split", "Tensor");
    public static readonly Operator SplitWithSizes = new("aten::split_with_sizes");
    public static readonly Operator TensorSplitSections = new("aten::tensor_split", "sections");
    public static readonly Operator UnbindInt = new("aten::unbind", "int");
    public static readonly Operator Flip = new("aten::flip");
    public static readonly Operator Roll = new("aten::roll");
    public static readonly Operator Detach = new("aten::detach");
    public static readonly Operator DetachInPlace = new("aten::detach_");
    public static readonly Operator SqueezeDim = new("aten::squeeze", "dim");
    public static readonly Operator Squeeze = new("aten::squeeze");
    public static readonly Operator NumpyT = new("aten::numpy_T");
    public static readonly Operator MT = new("aten::mT");
}
