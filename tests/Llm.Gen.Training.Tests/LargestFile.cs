using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Llm.Gen.Training.Tests;

/// <summary>Makes files of this process grow no more than so far, as on a disk that has no room: writing beyond fails (EFBIG), in the middle of what is written.</summary>
internal static partial class LargestFile
{
    private const int FileSize = 1;                         // RLIMIT_FSIZE
    private const int SignalOfSize = 25;                    // SIGXFSZ, which would end the process
    private const nint Ignore = 1;

    public static void Limit(long bytes)
    {
        var limit = new Limits((nuint)bytes, (nuint)bytes);
        if (Signal(SignalOfSize, Ignore) == -1 || SetLimit(FileSize, in limit) != 0)
            throw new Win32Exception();
    }

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limits limits);

    private readonly record struct Limits(nuint Soft, nuint Hard);
}
