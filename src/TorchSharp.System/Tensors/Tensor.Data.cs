using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The elements in memory; contiguous tensors on the CPU of up to 2 GiB. Go through <see cref="narrow"/> for more.</summary>
        public Span<byte> bytes
        {
            get
            {
                var size = Readable();
                if (size > int.MaxValue) throw new ArgumentException($"The tensor has {size} bytes and a span at most {int.MaxValue}; take parts of it with narrow.");
                return new Span<byte>(Pointer(), (int)size);
            }

            set
            {
                if (value.Length != Readable()) throw new ArgumentException($"Mismatched data sizes in SetBytes(): the tensor has {Readable()} bytes, the span {value.Length}.");
                value.CopyTo(bytes);
            }
        }

        /// <summary>The elements as .NET numbers of exactly the tensor's type; a copy on the CPU where it lies elsewhere.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (typeof(T) != TypeOf(dtype)) throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The only element, as a .NET number of exactly the tensor's type.</summary>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException($"Number of elements in the tensor must be 1, not {NumberOfElements}");
            return data<T>()[0];
        }

        /// <summary>The only element.</summary>
        public Scalar ToScalar() => Scalar.From(Operators.Item.CallValue(this));

        /// <summary>True when the only element is not zero.</summary>
        public bool is_nonzero() => Operators.IsNonzero.CallBool(this);

        /// <summary>Writes the elements in the order of their indices, in the machine's byte order.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            var size = Readable();
            var start = (byte*)Pointer();
            for (long done = 0; done < size; done += bufferSize)
                stream.Write(new ReadOnlySpan<byte>(start + done, (int)Math.Min(bufferSize, size - done)));
            GC.KeepAlive(this);
        }

        /// <summary>Reads as many bytes as the tensor has into its elements.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            var size = Readable();
            var start = (byte*)Pointer();
            for (long done = 0; done < size; done += bufferSize)
                stream.ReadExactly(new Span<byte>(start + done, (int)Math.Min(bufferSize, size - done)));
            GC.KeepAlive(this);
        }

        /// <summary>One element by its place in memory.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged => data<T>()[i];

        /// <summary>One element by its place in memory.</summary>
        public float ReadCpuSingle(long i) => data<float>()[i];

        /// <summary>One element by its place in memory.</summary>
        public double ReadCpuDouble(long i) => data<double>()[i];

        /// <summary>One element by its place in memory.</summary>
        public long ReadCpuInt64(long i) => data<long>()[i];

        /// <summary>One element by its place in memory.</summary>
        public int ReadCpuInt32(long i) => data<int>()[i];

        /// <summary>One element by its place in memory.</summary>
        public bool ReadCpuBool(long i) => data<bool>()[i];

        /// <summary>One element of a bfloat16 tensor by its place in memory.</summary>
        public float ReadCpuBFloat16(long i) => BitConverter.UInt32BitsToSingle((uint)((ushort*)Checked(i))[i] << 16);

        /// <summary>One element of a float16 tensor by its place in memory.</summary>
        public float ReadCpuFloat16(long i) => (float)((Half*)Checked(i))[i];

        internal void* Pointer()
        {
            void* found;
            Failure.Check(Native.ts_tensor_data(Handle, &found));
            return found;
        }

        private void* Checked(long i) =>
            i < NumberOfElements ? Pointer() : throw new IndexOutOfRangeException("The index is greater than the number of elements in the tensor");

        /// <summary>Bytes of a tensor whose memory can be read as it lies.</summary>
        private long Readable()
        {
            if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU) throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            return NumberOfElements * ElementSize;
        }

        private static Type? TypeOf(ScalarType type) => type switch
        {
            ScalarType.Byte => typeof(byte),
            ScalarType.Int8 => typeof(sbyte),
            ScalarType.Int16 => typeof(short),
            ScalarType.Int32 => typeof(int),
            ScalarType.Int64 => typeof(long),
            ScalarType.Bool => typeof(bool),
            ScalarType.Float16 => typeof(Half),
            ScalarType.Float32 => typeof(float),
            ScalarType.Float64 => typeof(double),
            _ => null,
        };
    }
}
