using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>A tensor over the array's own memory, where type and device allow it: writes show on both sides.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    /// <summary>A tensor over the array's own memory, where type and device allow it: writes show on both sides.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Borrowed(rawArray, Sizes(rawArray), TypeOf(rawArray), dtype, device, false), requires_grad, names);

    /// <summary>The array itself where type and device allow it, else a copy.</summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>The tensor itself where type and device fit, else a copy.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        dtype is null && device is null ? data.alias() : data.to(dtype ?? data.dtype, device ?? data.device);

    /// <summary>A tensor over part of the array's own memory, in elements; a copy where the type differs.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length) throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0) count = length - offset;
        if (count > length - offset) throw new IndexOutOfRangeException($"element count is too large: {count}");
        using var whole = Borrowed(rawArray, [length], TypeOf(rawArray), null, CPU, false);
        using var part = whole.narrow(0, offset, count);
        return Made(part.to_type(dtype), requires_grad, null);
    }

    private static Tensor Single(Scalar value, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad) =>
        Made(Operators.ScalarTensor.Call(value, dtype ?? type, Argument.None, InitializeDevice(device)), requires_grad, null);

    private static Tensor Copied<T>(T[] data, long[] sizes, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        RequireEnough(data.LongLength, sizes);
        var copy = empty(sizes, type, CPU);
        data.AsSpan(0, (int)sizes.TotalSize()).CopyTo(new Span<T>(copy.Pointer(), (int)sizes.TotalSize()));
        return Made(Placed(copy, type, dtype, device), requires_grad, names);
    }

    private static Tensor Borrowed(Array data, long[] sizes, ScalarType type, ScalarType? dtype, Device? device, bool requires_grad)
    {
        RequireEnough(data.LongLength, sizes);
        var pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        nint handle;
        int status;
        fixed (long* first = sizes)
            status = Native.ts_tensor_borrow((void*)pin.AddrOfPinnedObject(), &Unpin, GCHandle.ToIntPtr(pin), first, sizes.Length, (int)type, &handle);
        if (status != 0) pin.Free();
        Failure.Check(status);
        return Made(Placed(new Tensor(handle), type, dtype, device), requires_grad, null);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint owner) => GCHandle.FromIntPtr(owner).Free();

    /// <summary>The tensor converted and moved; the first one is disposed where that makes another.</summary>
    private static Tensor Placed(Tensor made, ScalarType type, ScalarType? dtype, Device? device)
    {
        device = InitializeDevice(device);
        if ((dtype ?? type) == type && device.type == DeviceType.CPU) return made;
        using (made) return made.to(dtype ?? type, device);
    }

    private static void RequireEnough(long available, long[] sizes)
    {
        var wanted = sizes.TotalSize();
        if (wanted > available) throw new ArgumentException($"mismatched total size creating a tensor from an array: {wanted} vs. {available}");
    }

    private static long[] Sizes(Array array)
    {
        var sizes = new long[array.Rank];
        for (var dim = 0; dim < sizes.Length; dim++) sizes[dim] = array.GetLongLength(dim);
        return sizes;
    }

    private static ScalarType TypeOf(Array array) => Type.GetTypeCode(array.GetType().GetElementType()) switch
    {
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Boolean => ScalarType.Bool,
        _ when array is Half[] => ScalarType.Float16,
        _ => throw new NotSupportedException($"The type {array.GetType().GetElementType()} is not supported; use a .NET number of 8 to 64 bits, bool or Half."),
    };
}
