using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Part of the tensor, as Python writes it; a view unless a tensor is among the indices.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>Elements by tensors of places.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(At(indices));
            set => index_put_(value, At(indices));
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => this[(long[])[i1]];
            set => this[(long[])[i1]] = value;
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => this[(long[])[i1, i2]];
            set => this[(long[])[i1, i2]] = value;
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => this[(long[])[i1, i2, i3]];
            set => this[(long[])[i1, i2, i3]] = value;
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => this[(long[])[i1, i2, i3, i4]];
            set => this[(long[])[i1, i2, i3, i4]] = value;
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => this[(long[])[i1, i2, i3, i4, i5]];
            set => this[(long[])[i1, i2, i3, i4, i5]] = value;
        }

        /// <summary>Part of the tensor by one place of each of the first dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => this[(long[])[i1, i2, i3, i4, i5, i6]];
            set => this[(long[])[i1, i2, i3, i4, i5, i6]] = value;
        }

        /// <summary>Part of the tensor, as Python writes it.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            nint found;
            var items = Encoded(indices);
            fixed (IndexItem* first = items) Failure.Check(Native.ts_index(Handle, first, items.Length, &found));
            GC.KeepAlive(this);
            GC.KeepAlive(indices);
            return new Tensor(found);
        }

        /// <summary>Elements by tensors of places.</summary>
        public Tensor index(params Tensor[] indices) => index(At(indices));

        /// <summary>Writes a value into part of the tensor.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Writes a value at tensors of places.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, At(indices), false);

        /// <summary>Writes a value at tensors of places, or adds it there.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => index_put_(value, At(indices), accumulate);

        /// <summary>Writes a value into part of the tensor, or adds it there.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var items = Encoded(indices);
            fixed (IndexItem* first = items) Failure.Check(Native.ts_index_put(Handle, first, items.Length, value.Handle, accumulate ? 1 : 0));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
            GC.KeepAlive(indices);
            return this;
        }

        /// <summary>Writes a number into part of the tensor.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var single = Operators.ScalarTensor.Call(value, dtype, Argument.None, device);
            return index_put_(single, indices, false);
        }

        /// <summary>Writes a number at tensors of places.</summary>
        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, At(indices));

        private static IndexItem[] Encoded(TensorIndex[] indices) => Array.ConvertAll(indices, index => index.Encode());

        private static TensorIndex[] At(long[] places) => Array.ConvertAll(places, TensorIndex (place) => place);

        private static TensorIndex[] At(Tensor[] places) => Array.ConvertAll(places, TensorIndex.Tensor);
    }
}
