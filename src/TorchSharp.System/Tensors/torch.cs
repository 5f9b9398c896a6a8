using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>libtorch's functions, as TorchSharp names them.</summary>
public static partial class torch
{
    private static Device _defaultDevice = new(DeviceType.CPU);
    private static ScalarType _defaultType = ScalarType.Float32;

    /// <summary>Version of the libtorch that is loaded.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)Native.ts_version())!;

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>No memory at all: shapes and types only.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => TryInitializeDeviceType(DeviceType.CUDA) ? new Device(DeviceType.CUDA) : throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");

    /// <summary>A device by kind and number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by the name of its kind and number.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by a text such as "cuda:1".</summary>
    public static Device device(string description) => new(description);

    /// <summary>A CUDA device by its number.</summary>
    public static Device device(int index) => new(index);

    /// <summary>Where new tensors go when nothing is said.</summary>
    public static Device get_default_device() => _defaultDevice;

    /// <summary>Sets where new tensors go when nothing is said.</summary>
    public static void set_default_device(Device device) => _defaultDevice = device;

    /// <summary>Sets where new tensors go when nothing is said.</summary>
    public static void set_default_device(string device) => _defaultDevice = new Device(device);

    /// <summary>Type of new real tensors when nothing is said.</summary>
    public static ScalarType get_default_dtype() => _defaultType;

    /// <summary>Sets the type of new real tensors.</summary>
    public static void set_default_dtype(ScalarType dtype) => _defaultType = dtype;

    /// <summary>Readies a kind of device; fails with the reason where it is not usable.</summary>
    public static void InitializeDeviceType(DeviceType deviceType) => Failure.Check(Native.ts_check_device((int)deviceType, -1));

    /// <summary>Readies a kind of device; false where it is not usable.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => Native.ts_check_device((int)deviceType, -1) == 0;

    /// <summary>The device, or the default one, readied.</summary>
    public static Device InitializeDevice(Device? device)
    {
        device ??= _defaultDevice;
        if (device.type == DeviceType.CUDA) Failure.Check(Native.ts_check_device((int)device.type, device.index));
        return device;
    }

    /// <summary>Opens a scope that owns every tensor this thread makes from here on, until it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.Open();

    /// <summary>The innermost open scope of this thread.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThread.Current;

    /// <summary>Runs the function in a scope of its own, out of which only its result is kept.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
