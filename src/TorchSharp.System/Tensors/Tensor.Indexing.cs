using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Places of a dimension by their numbers.</summary>
        public Tensor index_select(long dim, Tensor index) => Operators.IndexSelect.Call(this, dim, index);

        /// <summary>Elements along a dimension by a tensor of places.</summary>
        public Tensor gather(long dim, Tensor index) => Operators.Gather.Call(this, dim, index);

        /// <summary>Elements of the flattened tensor by their places.</summary>
        public Tensor take(Tensor index) => Operators.Take.Call(this, index);

        /// <summary>Elements of the flattened tensor by their places.</summary>
        public Tensor take_along_dim(Tensor indices) => Operators.TakeAlongDim.Call(this, indices);

        /// <summary>Elements along a dimension by a tensor of places.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Operators.TakeAlongDim.Call(this, indices, dim);

        /// <summary>Elements written along a dimension at a tensor of places.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Operators.ScatterSrc.Call(this, dim, index, src);

        /// <summary>Elements written along a dimension at a tensor of places, in place.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            Operators.ScatterSrcInPlace.Run(this, dim, index, src);
            return this;
        }

        /// <summary>Elements added along a dimension at a tensor of places.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Operators.ScatterAdd.Call(this, dim, index, src);

        /// <summary>Elements added along a dimension at a tensor of places, in place.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Operators.ScatterAddInPlace.Run(this, dim, index, src);
            return this;
        }

        /// <summary>Slices times alpha added at numbered places.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Operators.IndexAdd.Call(this, dim, index, source, alpha);

        /// <summary>Slices times alpha added at numbered places, in place.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Operators.IndexAddInPlace.Run(this, dim, index, source, alpha);
            return this;
        }

        /// <summary>Slices written at numbered places.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Operators.IndexCopy.Call(this, dim, index, source);

        /// <summary>Slices written at numbered places, in place.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            Operators.IndexCopyInPlace.Run(this, dim, index, source);
            return this;
        }

        /// <summary>One value written at numbered places.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Operators.IndexFillIntScalar.Call(this, dim, index, value);

        /// <summary>One value written at numbered places, in place.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            Operators.IndexFillIntScalarInPlace.Run(this, dim, index, value);
            return this;
        }

        /// <summary>One value written where the mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Operators.MaskedFillScalar.Call(this, mask, value);

        /// <summary>One value written where the mask is true, in place.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Operators.MaskedFillScalarInPlace.Run(this, mask, value);
            return this;
        }

        /// <summary>Elements where the mask is true, in a row.</summary>
        public Tensor masked_select(Tensor mask) => Operators.MaskedSelect.Call(this, mask);

        /// <summary>Values written in a row where the mask is true.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Operators.MaskedScatter.Call(this, mask, value);

        /// <summary>Values written in a row where the mask is true, in place.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value)
        {
            Operators.MaskedScatterInPlace.Run(this, mask, value);
            return this;
        }

        /// <summary>x where the condition is true, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Operators.WhereSelf.Call(condition, this, y);

        /// <summary>A copy with part of one dimension written.</summary>
        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) => Operators.SliceScatter.Call(this, src, dim, start, end, step);

        /// <summary>A copy with one place of a dimension written.</summary>
        public Tensor select_scatter(Tensor src, long dim, long index) => Operators.SelectScatter.Call(this, src, dim, index);

        /// <summary>The lower triangle, zeros above.</summary>
        public Tensor tril(long diagonal = 0) => Operators.Tril.Call(this, diagonal);

        /// <summary>The lower triangle, zeros above, in place.</summary>
        public Tensor tril_(long diagonal = 0)
        {
            Operators.TrilInPlace.Run(this, diagonal);
            return this;
        }

        /// <summary>The upper triangle, zeros below.</summary>
        public Tensor triu(long diagonal = 0) => Operators.Triu.Call(this, diagonal);

        /// <summary>The upper triangle, zeros below, in place.</summary>
        public Tensor triu_(long diagonal = 0)
        {
            Operators.TriuInPlace.Run(this, diagonal);
            return this;
        }
    }
}
