using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same elements under another shape; only where no copy is needed.</summary>
        public Tensor view(params long[] shape) => Operators.View.Call(this, shape);

        /// <summary>The same elements under another tensor's shape.</summary>
        public Tensor view_as(Tensor other) => view(other.shape);

        /// <summary>The same elements under another shape, copied where needed.</summary>
        public Tensor reshape(params long[] shape) => Operators.Reshape.Call(this, shape);

        /// <summary>Dimensions joined to one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Operators.FlattenUsingInts.Call(this, start_dim, end_dim);

        /// <summary>All dimensions joined to one.</summary>
        public Tensor ravel() => Operators.Ravel.Call(this);

        /// <summary>One dimension split into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Operators.UnflattenInt.Call(this, dim, sizes);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Operators.TransposeInt.Call(this, dim0, dim1);

        /// <summary>Two dimensions exchanged, in place.</summary>
        public Tensor transpose_(long dim0, long dim1)
        {
            Operators.TransposeInPlace.Run(this, dim0, dim1);
            return this;
        }

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor swapaxes(long dim0, long dim1) => Operators.Swapaxes.Call(this, dim0, dim1);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor swapdims(long dim0, long dim1) => Operators.Swapdims.Call(this, dim0, dim1);

        /// <summary>The transposed matrix.</summary>
        public Tensor t() => Operators.T.Call(this);

        /// <summary>Dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Operators.Permute.Call(this, permutation);

        /// <summary>Dimensions in another order.</summary>
        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);

        /// <summary>Dimensions moved to other places.</summary>
        public Tensor movedim(long[] source, long[] destination) => Operators.MovedimIntlist.Call(this, source, destination);

        /// <summary>Dimensions of size 1 repeated without a copy; -1 keeps one.</summary>
        public Tensor expand(params long[] sizes) => Operators.Expand.Call(this, sizes);

        /// <summary>Dimensions of size 1 repeated without a copy; -1 keeps one.</summary>
        public Tensor expand(long[] sizes, bool isImplicit = false) => Operators.Expand.Call(this, sizes, isImplicit);

        /// <summary>Dimensions of size 1 repeated without a copy; -1 keeps one.</summary>
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Operators.Expand.Call(this, sizes.ToArray(), isImplicit);

        /// <summary>Dimensions of size 1 repeated to another tensor's shape, without a copy.</summary>
        public Tensor expand_as(Tensor other) => Operators.ExpandAs.Call(this, other);

        /// <summary>Repeated to a shape without a copy.</summary>
        public Tensor broadcast_to(params long[] shape) => Operators.BroadcastTo.Call(this, shape);

        /// <summary>The whole tensor repeated along every dimension.</summary>
        public Tensor repeat(params long[] sizes) => Operators.Repeat.Call(this, sizes);

        /// <summary>The whole tensor repeated along every dimension.</summary>
        public Tensor tile(long[] reps) => Operators.Tile.Call(this, reps);

        /// <summary>Every element repeated, one after the other.</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Operators.RepeatInterleaveSelfInt.Call(this, repeats, dim, output_size);

        /// <summary>Every element repeated as often as said for it.</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Operators.RepeatInterleaveSelfTensor.Call(this, repeats, dim, output_size);

        /// <summary>A dimension of size 1 more.</summary>
        public Tensor unsqueeze(long dim) => Operators.Unsqueeze.Call(this, dim);

        /// <summary>A dimension of size 1 more, in place.</summary>
        public Tensor unsqueeze_(long dim)
        {
            Operators.UnsqueezeInPlace.Run(this, dim);
            return this;
        }

        /// <summary>Without dimensions of size 1.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } given ? Operators.SqueezeDim.Call(this, given) : Operators.Squeeze.Call(this);

        /// <summary>A window over the storage by sizes and strides.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Operators.AsStrided.Call(this, size, strides, storageOffset);

        /// <summary>This tensor, or a copy without gaps.</summary>
        public Tensor contiguous() => Operators.Contiguous.Call(this);

        /// <summary>Part of one dimension: start and length.</summary>
        public Tensor narrow(long dim, long start, long length) => Operators.Narrow.Call(this, dim, start, length);

        /// <summary>One place of a dimension, which goes away.</summary>
        public Tensor select(long dim, long index) => Operators.SelectInt.Call(this, dim, index);

        /// <summary>Part of one dimension: start, end and step.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Operators.SliceTensor.Call(this, dim, start, finish, step);

        /// <summary>The diagonal of two dimensions.</summary>
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Operators.Diagonal.Call(this, offset, dim1, dim2);

        /// <summary>A diagonal matrix of a vector, or the diagonal of a matrix.</summary>
        public Tensor diag(long diagonal = 0) => Operators.Diag.Call(this, diagonal);

        /// <summary>Windows along a dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Operators.Unfold.Call(this, dimension, size, step);

        /// <summary>Parts of about equal size.</summary>
        public Tensor[] chunk(long chunks, long dim = 0L) => Operators.Chunk.CallList(this, chunks, dim);

        /// <summary>Parts of one size, the last one perhaps smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Operators.SplitTensor.CallList(this, size, (long)dim);

        /// <summary>Parts of the given sizes.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => Operators.SplitWithSizes.CallList(this, sizes, dim);

        /// <summary>Parts of the given sizes.</summary>
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Operators.SplitWithSizes.CallList(this, sizes.ToArray(), dim);

        /// <summary>Parts of the given sizes along the first dimension.</summary>
        public Tensor[] split(params long[] sizes) => split(sizes, 0);

        /// <summary>That many parts.</summary>
        public Tensor[] tensor_split(long size, long dim = 0L) => Operators.TensorSplitSections.CallList(this, size, dim);

        /// <summary>All places of a dimension.</summary>
        public Tensor[] unbind(long dimension = 0L) => Operators.UnbindInt.CallList(this, dimension);

        /// <summary>Dimensions turned round.</summary>
        public Tensor flip(params long[] dims) => Operators.Flip.Call(this, dims);

        /// <summary>Elements moved round.</summary>
        public Tensor roll(long shifts, long? dims = null) => Operators.Roll.Call(this, shifts, dims is { } given ? [given] : Array.Empty<long>());

        /// <summary>Elements moved round.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Operators.Roll.Call(this, shifts, dims);

        /// <summary>The same elements outside the graph.</summary>
        public Tensor detach() => Operators.Detach.Call(this);

        /// <summary>Leaves the graph.</summary>
        public Tensor detach_()
        {
            Operators.DetachInPlace.Run(this);
            return this;
        }

        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => Operators.NumpyT.Call(this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Operators.MT.Call(this);
    }
}
