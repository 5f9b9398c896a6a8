using System.Globalization;
using TorchSharp;

namespace Llm.Gen.Benchmarks.Measuring;

/// <summary>
/// Peak memory of this process over what it held before a point, file-backed pages left out. libtorch starts before that point, as the
/// import of torch stands before the peer's: what counts is the work.
/// </summary>
public sealed class Memory
{
    private long _before;

    public Memory()
    {
        var bare = Anonymous("VmRSS");
        torch.zeros(1).Dispose();
        _before = Anonymous("VmRSS");
        Start = _before - bare;
    }

    /// <summary>Bytes that the start of libtorch took, left out of the other two.</summary>
    public long Start { get; }

    /// <summary>Bytes that the program itself takes beyond that start, left out of the other two: none until <see cref="BeginWork"/>.</summary>
    public long Program { get; private set; }

    /// <summary>What is held now is the program's own, as after a rehearsal of the work: the peak begins anew, and counts from here.</summary>
    public void BeginWork()
    {
        FillHeap();
        Program = NowAbove;
        _before += Program;
        File.WriteAllText("/proc/self/clear_refs", "5");        // the high-water mark falls to what is held
    }

    /// <summary>Makes garbage until it is collected: the managed heap gets as large as it is in any longer run.</summary>
    private static void FillHeap()
    {
        var garbage = new byte[1 << 6][];
        var collections = GC.CollectionCount(0);
        for (var i = 0; GC.CollectionCount(0) == collections; i++)
            garbage[i % garbage.Length] = new byte[1 << 10];
        GC.KeepAlive(garbage);
    }

    /// <summary>Bytes that the peak stands above the starting point.</summary>
    public long PeakAbove => Anonymous("VmHWM") - _before;

    /// <summary>Bytes held now above the starting point.</summary>
    public long NowAbove => Anonymous("VmRSS") - _before;

    private static long Anonymous(string field) => Read(field) - Read("RssFile");

    private static long Read(string field)
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(field + ":", StringComparison.Ordinal))
                return 1024 * long.Parse(line[(field.Length + 1)..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException($"/proc/self/status has no {field}");
    }
}
