using System.Runtime.InteropServices;

namespace Llm.Gen.Runtime;

/// <summary>Pages of a mapped file that were read and are not needed again: the process lets them go, the file cache keeps them.</summary>
internal static partial class MappedPages
{
    private const int DontNeed = 4;

    /// <summary>Lets go of the whole pages in a range; does nothing where the system has no such call.</summary>
    public static void Release(nint address, long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var page = Environment.SystemPageSize;
        var first = (address + page - 1) / page * page;
        var end = (address + (nint)bytes) / page * page;
        if (end > first)
            _ = Advise(first, end - first, DontNeed);       // advice: refusing it changes nothing but memory
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
