using System.Runtime.InteropServices;
using TorchSharp;

namespace Llm.Gen.Runtime;

/// <summary>
/// Runs kernels on several threads: on the OpenMP team that libtorch already has, since a second team would fight with the first
/// one's spinning threads for the cores; on the thread pool where libtorch's OpenMP is not found.
/// </summary>
internal static unsafe class Team
{
    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Parallel = FindOpenMp();

    [ThreadStatic]
    private static bool _inside;

    /// <summary>Threads that share the work.</summary>
    public static int Threads { get; } = Math.Max(1, torch.get_num_threads());

    /// <summary>Runs body(0) to body(jobs - 1), in any order and each once; several threads take the next one each.</summary>
    public static void Run(int jobs, Action<int> body) => Run(Threads, jobs, body);

    /// <summary>The same on at most so many threads.</summary>
    public static void Run(int most, int jobs, Action<int> body)
    {
        var threads = Math.Min(jobs, most);
        if (threads <= 1 || _inside)
        {
            for (var i = 0; i < jobs; i++)
                body(i);
            return;
        }

        var work = new Work(jobs, body);
        if (Parallel is null)
        {
            System.Threading.Tasks.Parallel.For(0, threads, _ => work.Take());
        }
        else
        {
            var handle = GCHandle.Alloc(work);
            Parallel(&Enter, GCHandle.ToIntPtr(handle), (uint)threads, 0);
            handle.Free();
        }
        work.Rethrow();
    }

    /// <summary>Runs body(from, to) over pieces of [0, count), at least <paramref name="grain"/> long, about one for each thread.</summary>
    public static void Split(long count, long grain, Action<long, long> body)
    {
        var pieces = (int)Math.Clamp(count / Math.Max(1, grain), 1, Threads);
        if (pieces == 1)
        {
            body(0, count);
            return;
        }
        Run(pieces, piece => body(count * piece / pieces, count * (piece + 1) / pieces));
    }

    [UnmanagedCallersOnly]
    private static void Enter(nint handle) => ((Work)GCHandle.FromIntPtr(handle).Target!).Take();

    /// <summary>GOMP_parallel of the libgomp that is in this process already.</summary>
    private static delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> FindOpenMp()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var path = File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "")
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("libgomp", StringComparison.Ordinal));
        return path is not null && NativeLibrary.TryLoad(path, out var library) && NativeLibrary.TryGetExport(library, "GOMP_parallel", out var entry)
            ? (delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)entry
            : null;
    }

    private sealed class Work(int jobs, Action<int> body)
    {
        private int _next = -1;
        private Exception? _failure;

        public void Take()
        {
            var outer = _inside;
            _inside = true;
            try
            {
                for (var job = Interlocked.Increment(ref _next); job < jobs; job = Interlocked.Increment(ref _next))
                    body(job);
            }
            catch (Exception failure)
            {
                _failure = failure;             // native frames lie between here and the caller
            }
            _inside = outer;
        }

        public void Rethrow()
        {
            if (_failure is { } failure)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
