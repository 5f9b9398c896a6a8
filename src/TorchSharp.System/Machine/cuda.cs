using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>True when there is a CUDA device and libtorch can use it.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>NVIDIA's graphics processors.</summary>
    public static unsafe class cuda
    {
        /// <summary>True when there is a CUDA device and libtorch can use it.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>True when libtorch has cuDNN.</summary>
        public static bool is_cudnn_available() => Native.ts_has_cudnn() != 0;

        /// <summary>Number of CUDA devices.</summary>
        public static int device_count()
        {
            int count;
            Failure.Check(Native.ts_cuda_devices(&count));
            return count;
        }

        /// <summary>Starts the generator of the current device again from a seed; nothing without CUDA.</summary>
        public static void manual_seed(long seed) => Failure.Check(Native.ts_cuda_seed(seed, 0));

        /// <summary>Starts the generators of all CUDA devices again from a seed; nothing without CUDA.</summary>
        public static void manual_seed_all(long seed) => Failure.Check(Native.ts_cuda_seed(seed, 1));

        /// <summary>Waits until the device has done all it was given.</summary>
        public static void synchronize(Device? device = null) => Failure.Check(Native.ts_cuda_synchronize(device?.index ?? -1));
    }
}
