using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sum of all.</summary>
        public Tensor sum(ScalarType? type = null) => Operators.Sum.Call(this, type);

        /// <summary>Sums along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>Sums along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>Sums along dimensions.</summary>
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDimIntList.Call(this, dim.ToArray(), keepdim, type);

        /// <summary>Sums along two dimensions.</summary>
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        /// <summary>Mean of all.</summary>
        public Tensor mean() => Operators.Mean.Call(this);

        /// <summary>Means along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Operators.MeanDim.Call(this, dimensions, keepdim, type);

        /// <summary>Product of all.</summary>
        public Tensor prod(ScalarType? type = null) => Operators.Prod.Call(this, type);

        /// <summary>Products along a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Operators.ProdDimInt.Call(this, dim, keepdim, type);

        /// <summary>Variances along a dimension.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        /// <summary>Variances along dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Operators.VarDim.Call(this, dimensions, unbiased, Unconverted(keepdim, type));

        /// <summary>Standard deviation of all.</summary>
        public Tensor std(bool unbiased = true) => Operators.Std.Call(this, unbiased);

        /// <summary>Standard deviations along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        /// <summary>Standard deviations along dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Operators.StdDim.Call(this, dimensions, unbiased, Unconverted(keepdim, type));

        /// <summary>Greatest of all.</summary>
        public Tensor max() => Operators.Max.Call(this);

        /// <summary>The greater of two.</summary>
        public Tensor max(Tensor other) => maximum(other);

        /// <summary>Greatest along a dimension, and where.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Operators.MaxDim.CallTwo(this, dim, keepdim);

        /// <summary>Least of all.</summary>
        public Tensor min() => Operators.Min.Call(this);

        /// <summary>The lesser of two.</summary>
        public Tensor min(Tensor other) => minimum(other);

        /// <summary>Least along a dimension, and where.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Operators.MinDim.CallTwo(this, dim, keepdim);

        /// <summary>Greatest along dimensions.</summary>
        public Tensor amax(params long[] dims) => Operators.Amax.Call(this, dims);

        /// <summary>Least along dimensions.</summary>
        public Tensor amin(params long[] dims) => Operators.Amin.Call(this, dims);

        /// <summary>Place of the greatest in the flattened tensor.</summary>
        public Tensor argmax() => Operators.Argmax.Call(this);

        /// <summary>Places of the greatest along a dimension.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Operators.Argmax.Call(this, dim, keepdim);

        /// <summary>Place of the least in the flattened tensor.</summary>
        public Tensor argmin() => Operators.Argmin.Call(this);

        /// <summary>Places of the least along a dimension.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Operators.Argmin.Call(this, dim, keepdim);

        /// <summary>True when all are.</summary>
        public Tensor all() => Operators.All.Call(this);

        /// <summary>True where all along a dimension are.</summary>
        public Tensor all(long dim, bool keepdim = false) => Operators.AllDim.Call(this, dim, keepdim);

        /// <summary>True when one is.</summary>
        public Tensor any() => Operators.Any.Call(this);

        /// <summary>True where one along a dimension is.</summary>
        public Tensor any(long dim, bool keepdim = false) => Operators.AnyDim.Call(this, dim, keepdim);

        /// <summary>p-norm of all.</summary>
        public Tensor norm(float p = 2.0f) => Operators.NormScalar.Call(this, (double)p);

        /// <summary>p-norms along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Operators.NormScalarOptDim.Call(this, (double)p, (long)dim, keepdim);

        /// <summary>log(sum(exp(x))) along a dimension.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Operators.Logsumexp.Call(this, dim, keepdim);

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Operators.Cumsum.Call(this, dim, type);

        /// <summary>Running products along a dimension.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Operators.Cumprod.Call(this, dim, type);

        /// <summary>Median of all.</summary>
        public Tensor median() => Operators.Median.Call(this);

        /// <summary>How many are not zero.</summary>
        public Tensor count_nonzero(long[]? dims = null) => Operators.CountNonzeroDimIntList.Call(this, dims ?? []);

        /// <summary>Indices of what is not zero, a row each.</summary>
        public Tensor nonzero() => Operators.Nonzero.Call(this);

        /// <summary>The k greatest or least along a dimension, and where.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Operators.Topk.CallTwo(this, (long)k, (long)dim, largest, sorted);

        /// <summary>Sorted along a dimension, and whence.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Operators.SortStable.CallTwo(this, stable, dim, descending);

        /// <summary>Places that would sort a dimension.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Operators.Argsort.Call(this, dim, descending);

        /// <summary>How often each whole number occurs.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Operators.Bincount.Call(this, weights, minlength);

        /// <summary>Places among sorted boundaries.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => Operators.BucketizeTensor.Call(this, boundaries, outInt32, right);

        /// <summary>The k-th least along a dimension, and where.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => Operators.Kthvalue.CallTwo(this, k, dim ?? -1, keepdim);

        /// <summary>Greatest along dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? Operators.Amax.Call(this, dims, keepdim) : Into(Operators.AmaxOut, dims, keepdim, @out);

        /// <summary>Least along dimensions.</summary>
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? Operators.Amin.Call(this, dims, keepdim) : Into(Operators.AminOut, dims, keepdim, @out);

        /// <summary>TorchSharp ignores the type here, so the subset refuses it.</summary>
        private static bool Unconverted(bool keepdim, ScalarType? type) =>
            type is null ? keepdim : throw new NotSupportedException($"TorchSharp ignores the type of var and std; convert the result to {type} instead.");

        private Tensor Into(Operator reduction, long[] dims, bool keepdim, Tensor target)
        {
            reduction.Run(this, dims, keepdim, target);
            return target;
        }
    }
}
