using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Turns the status of a native call into an exception, and keeps the exceptions of callbacks until then.</summary>
internal static unsafe class Failure
{
    private const int FromCallback = 2;

    private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> Kept = new();
    private static long _last;

    public static void Check(int status)
    {
        if (status != 0) Throw(status);
    }

    /// <summary>Throws what libtorch said, as TorchSharp does, or the very exception that a callback of ours threw.</summary>
    [DoesNotReturn]
    public static void Throw(int status)
    {
        if (status == FromCallback && Kept.TryRemove(Native.ts_managed_error(), out var kept)) kept.Throw();
        throw new ExternalException(Marshal.PtrToStringUTF8((nint)Native.ts_error()));
    }

    /// <summary>Keeps an exception that may not cross native frames; the number names it to <see cref="Throw"/>.</summary>
    public static long Keep(Exception exception)
    {
        var number = Interlocked.Increment(ref _last);
        Kept[number] = ExceptionDispatchInfo.Capture(exception);
        return number;
    }
}
