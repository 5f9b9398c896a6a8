namespace TorchSharp.Interop;

internal static partial class Operators
{
    public static readonly Operator Sum = new("aten::sum");
    public static readonly Operator SumDimIntList = new("aten::sum", "dim_IntList");
    public static readonly Operator Mean = new("aten::mean");
    public static readonly Operator MeanDim = new("aten::mean", "dim");
    public static readonly Operator Prod = new("aten::prod");
    public static readonly Operator ProdDimInt = new("aten::prod", "dim_int");
    public static readonly Operator Std = new("aten::std");
    public static readonly Operator Max = new("aten::max");
    public static readonly Operator MaxDim = new("aten::max", "dim");
    public static readonly Operator Min = new("aten::min");
    public static readonly Operator MinDim = new("aten::min", "dim");
    public static readonly Operator Amax = new("aten::amax");
    public static readonly Operator Amin = new("aten::amin");
    public static readonly Operator Argmax = new("aten::argmax");
    public static readonly Operator Argmin = new("aten::argmin");
    public static readonly Operator All = new("aten::all");
    public static readonly Operator AllDim = new("aten::all", "dim");
    public static readonly Operator Any = new("aten::any");
    public static readonly Operator AnyDim = new("aten::any", "dim");
    public static readonly Operator NormScalar = new("aten::norm", "Scalar");
    public static readonly Operator NormScalarOptDim = new("aten::norm", "ScalarOpt_dim");
    public static readonly Operator Logsumexp = new("aten::logsumexp");
    public static readonly Operator Cumsum = new("aten::cumsum");
    public static readonly Operator Cumprod = new("aten::cumprod");
    public static readonly Operator Median = new("aten::median");
    public static readonly Operator CountNonzeroDimIntList = new("aten::count_nonzero", "dim_IntList");
    public static readonly Operator Nonzero = new("aten::nonzero");
    public static readonly Operator Topk = new("aten::topk");
    public static readonly Operator SortStable = new("aten::sort", "stable");
    public static readonly Operator Argsort = new("aten::argsort");
    public static readonly Operator Bincount = new("aten::bincount");
    public static readonly Operator BucketizeTensor = new("aten::bucketize", "Tensor");
    public static readonly Operator Kthvalue = new("aten::kthvalue");
    public static readonly Operator VarDim = new("aten::var", "dim");
    public static readonly Operator StdDim = new("aten::std", "dim");
    public static readonly Operator AmaxOut = new("aten::amax", "out");
    public static readonly Operator AminOut = new("aten::amin", "out");
}
