using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Finds and loads libTorchSharpSystem.so, once, with the environment that libtorch reads at its start.</summary>
internal static partial class Library
{
    private const string FileName = "libTorchSharpSystem.so";

    private static readonly Lazy<nint> Loaded = new(Load);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must stand before the first call; it loads nothing yet.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Native.Name ? Loaded.Value : 0;

    private static nint Load()
    {
        foreach (var (name, value) in Settings())
            _ = setenv(name, value, overwrite: 0);

        var folder = Path.GetDirectoryName(typeof(Library).Assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path))
            return NativeLibrary.Load(path);
        try
        {
            return NativeLibrary.Load(FileName, typeof(Library).Assembly, searchPath: null);        // where a package has put it
        }
        catch (DllNotFoundException failure)
        {
            throw new DllNotFoundException(
                $"{FileName} is not in {folder}, nor can it be loaded from a package; run eng/setup.sh, which builds it, then build the program again.", failure);
        }
    }

    /// <summary>
    /// What libgomp reads when it is loaded, where the user has not set it. Environment.SetEnvironmentVariable does not reach the
    /// C environment. A team that spins as long as libgomp's default (milliseconds) starves whatever else wants a processor:
    /// docs/torch-stacks.md has the measurement.
    /// </summary>
    private static IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("OMP_NUM_THREADS", Environment.ProcessorCount.ToString());
        yield return ("GOMP_SPINCOUNT", "1000");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
