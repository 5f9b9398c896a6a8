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
        if (Signal(SignalOfSize, Ignore) == -1)
            throw new Win32Exception();
        Set(_ => (nuint)bytes);
    }

    /// <summary>Lets files grow again, as far as they could before: what counts covered lines writes when the process ends.</summary>
    public static void Lift() => Set(limits => limits.Hard);

    /// <summary>The soft limit alone: a hard one could not be lifted again.</summary>
    private static void Set(Func<Limits, nuint> soft)
    {
        if (GetLimit(FileSize, out var limits) != 0 || SetLimit(FileSize, limits with { Soft = soft(limits) }) != 0)
            throw new Win32Exception();
    }

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limits limits);

    private readonly record struct Limits(nuint Soft, nuint Hard);
}
