using System.Runtime.InteropServices;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>What native code has taken from the C library, where that can say so (glibc from 2.33 on); 0 elsewhere.</summary>
public static unsafe class NativeHeap
{
    private static readonly delegate* unmanaged<Statistics> Ask = Find();

    /// <summary>Bytes in use, of all threads, small and mapped.</summary>
    public static long Bytes => Ask is null ? 0 : Ask() is var found ? (long)(found.InUse + found.Mapped) : 0;

    private static delegate* unmanaged<Statistics> Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallinfo2", out var entry)
            ? (delegate* unmanaged<Statistics>)entry
            : null;

    /// <summary>struct mallinfo2.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Statistics
    {
        public nuint Arena, FreeChunks, FastChunks, MappedRegions, Mapped, Unused, FreeFastBytes, InUse, Free, Top;
    }
}
