namespace Llm.Gen.Cli.Machine;

/// <summary>Native libraries of this process, by the files that are mapped (Linux).</summary>
internal static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    private static readonly string[] BlasNames = ["libopenblas", "libmkl_", "libblas", "libblis"];

    /// <summary>Paths of mapped shared libraries, links resolved; empty where the system does not tell.</summary>
    public static IReadOnlyList<string> List() =>
        File.Exists(Maps)
            ? File.ReadLines(Maps)
                .Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..] : "")
                .Where(path => Path.GetFileName(path).Contains(".so", StringComparison.Ordinal))
                .Distinct()
                .ToArray()
            : [];

    /// <summary>The libtorch that does the computing on the CPU.</summary>
    public static string? FindTorch(IEnumerable<string> libraries) =>
        libraries.FirstOrDefault(path => Path.GetFileName(path).StartsWith("libtorch_cpu", StringComparison.Ordinal));

    /// <summary>Libraries of basic linear algebra, the fastest kind first.</summary>
    public static string? FindBlas(IEnumerable<string> libraries) =>
        BlasNames.SelectMany(name => libraries.Where(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal))).FirstOrDefault();
}
