using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Sizes of all dimensions; a new array at every call.</summary>
        public long[] shape => size();

        /// <summary>Number of dimensions.</summary>
        public long Dimensions => Facts().Dimensions;

        /// <summary>Number of dimensions.</summary>
        public long ndim => Dimensions;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements => Facts().Elements;

        /// <summary>Bytes of one element.</summary>
        public long ElementSize => Facts().ElementSize;

        /// <summary>Type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Facts().Dtype;

        /// <summary>Kind of the device that holds the elements.</summary>
        public DeviceType device_type => (DeviceType)Facts().DeviceType;

        /// <summary>Number of the device among its kind; -1 on the CPU.</summary>
        public int device_index => Facts().DeviceIndex;

        /// <summary>The device that holds the elements.</summary>
        public Device device
        {
            get
            {
                var facts = Facts();
                return new Device((DeviceType)facts.DeviceType, facts.DeviceIndex);
            }
        }

        /// <summary>True on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>True when the tensor has a shape and no data.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>True for the sparse layout.</summary>
        public bool is_sparse => Facts().IsSparse != 0;

        /// <summary>True when the user made it: gradients gather in leaves alone.</summary>
        public bool is_leaf => Facts().IsLeaf != 0;

        /// <summary>Number of dimensions.</summary>
        public long dim() => Dimensions;

        /// <summary>Number of elements.</summary>
        public long numel() => NumberOfElements;

        /// <summary>Bytes of one element.</summary>
        public long element_size() => ElementSize;

        /// <summary>Sizes of all dimensions; a new array at every call.</summary>
        public long[] size()
        {
            long dimensions;
            var sizes = Native.ts_tensor_sizes(Handle, &dimensions);
            long[] copy = [.. new ReadOnlySpan<long>(sizes, (int)dimensions)];
            GC.KeepAlive(this);
            return copy;
        }

        /// <summary>Size of one dimension, counted from the end when negative.</summary>
        public long size(int dim)
        {
            long dimensions;
            var sizes = Native.ts_tensor_sizes(Handle, &dimensions);
            var found = sizes[Wrapped(dim, dimensions)];
            GC.KeepAlive(this);
            return found;
        }

        /// <summary>Elements between neighbours, for every dimension.</summary>
        public long[] stride()
        {
            long dimensions;
            var strides = Native.ts_tensor_strides(Handle, &dimensions);
            long[] copy = [.. new ReadOnlySpan<long>(strides, (int)dimensions)];
            GC.KeepAlive(this);
            return copy;
        }

        /// <summary>Elements between neighbours along one dimension.</summary>
        public long stride(int dim)
        {
            long dimensions;
            var strides = Native.ts_tensor_strides(Handle, &dimensions);
            var found = strides[Wrapped(dim, dimensions)];
            GC.KeepAlive(this);
            return found;
        }

        /// <summary>Elements between the start of the storage and the first element.</summary>
        public long storage_offset()
        {
            var offset = Native.ts_tensor_storage_offset(Handle);
            GC.KeepAlive(this);
            return offset;
        }

        /// <summary>True when the elements lie in memory in the order of their indices, without gaps.</summary>
        public bool is_contiguous() => Facts().IsContiguous != 0;

        /// <summary>True on the CPU.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>True for whole numbers, bool among them.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>True for float16, bfloat16, float32 and float64.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>True for complex64 and complex128.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        private TensorFacts Facts()
        {
            TensorFacts facts;
            Native.ts_tensor_facts(Handle, &facts);
            GC.KeepAlive(this);
            return facts;
        }

        private static long Wrapped(int dim, long dimensions)
        {
            var wrapped = dim < 0 ? dim + dimensions : dim;
            if (wrapped >= 0 && wrapped < dimensions) return wrapped;
            throw new System.Runtime.InteropServices.ExternalException(
                $"Dimension out of range (expected to be in range of [{-Math.Max(dimensions, 1)}, {Math.Max(dimensions, 1) - 1}], but got {dim})");
        }
    }
}
