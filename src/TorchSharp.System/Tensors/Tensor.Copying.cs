using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A copy that keeps its place in the graph.</summary>
        public Tensor clone() => Operators.Clone.Call(this);

        /// <summary>Takes the elements of another tensor, broadcast and converted.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            Operators.CopyInPlace.Run(this, source, nonBlocking);
            return this;
        }

        /// <summary>Sets all elements.</summary>
        public Tensor fill_(Scalar value)
        {
            Operators.FillScalarInPlace.Run(this, value);
            return this;
        }

        /// <summary>Sets all elements to zero.</summary>
        public Tensor zero_()
        {
            Operators.ZeroInPlace.Run(this);
            return this;
        }

        /// <summary>Shares the storage of another tensor from here on.</summary>
        public Tensor set_(Tensor source)
        {
            Operators.SetSourceTensorInPlace.Run(this, source);
            return this;
        }

        /// <summary>This tensor, or a copy of the given type.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Converted(Operators.ToDtype.Call(this, type, non_blocking, copy), disposeAfter);

        /// <summary>This tensor, or a copy of the given type.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>This tensor, or a copy on the device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);

        /// <summary>This tensor, or a copy on the device.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <summary>This tensor, or a copy on the device.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>This tensor, or a copy of the given type on the device.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Converted(Operators.ToDevice.Call(this, InitializeDevice(device), type, non_blocking, copy), disposeAfter);

        /// <summary>This tensor, or a copy of the other one's type on its device.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);

        /// <summary>This tensor, or a copy of the other one's type.</summary>
        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        /// <summary>This tensor, or a copy of the given type.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>This tensor, or a copy on the CPU.</summary>
        public Tensor cpu() => to(DeviceType.CPU);

        /// <summary>This tensor, or a copy on a CUDA device.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? new Device(DeviceType.CUDA), non_blocking: non_blocking);

        /// <summary>This tensor, or a copy as float16.</summary>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>This tensor, or a copy as bfloat16.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>This tensor, or a copy as float32.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>This tensor, or a copy as float64.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>This tensor, or a copy as int64.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>This tensor, or a copy as int32.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>This tensor, or a copy as int16.</summary>
        public Tensor @short() => to_type(ScalarType.Int16);

        /// <summary>This tensor, or a copy as unsigned bytes.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>This tensor, or a copy as signed bytes.</summary>
        public Tensor @char() => to_type(ScalarType.Int8);

        /// <summary>This tensor, or a copy as truth values.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>This tensor, or a copy in page-locked memory.</summary>
        public Tensor pin_memory() => Operators.PinMemory.Call(this);

        /// <summary>The same native tensor under a second handle, with its place in the graph.</summary>
        public Tensor alias()
        {
            var shared = new Tensor(Native.ts_tensor_share(Handle));
            GC.KeepAlive(this);
            return shared;
        }

        private Tensor Converted(Tensor converted, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return converted;
        }
    }
}
