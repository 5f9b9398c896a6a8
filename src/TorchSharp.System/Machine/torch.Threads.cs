using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Threads that one operator uses, of the calling thread.</summary>
    public static int get_num_threads() => Native.ts_threads();

    /// <summary>Sets the threads that one operator uses, of the calling thread.</summary>
    public static void set_num_threads(int num) => Failure.Check(Native.ts_set_threads(num));

    /// <summary>Threads that run operators beside each other.</summary>
    public static int get_num_interop_threads() => Native.ts_interop_threads();

    /// <summary>Sets the threads that run operators beside each other; once, before any has run.</summary>
    public static void set_num_interop_threads(int num) => Failure.Check(Native.ts_set_interop_threads(num));
}
