namespace Llm.Gen.Cli.Machine;

/// <summary>What this machine has for the product, what it lacks, and how to get that.</summary>
internal sealed record Diagnosis
{
    private const int LongestProblem = 200;
    private const string GetTorch = "run eng/setup.sh, which installs it or says how";

    public required BuildFacts Build { get; init; }

    /// <summary>Null where libtorch could not be loaded; then <see cref="Missing"/> says why.</summary>
    public required TorchFacts? Torch { get; init; }

    public required string? TorchLibrary { get; init; }

    /// <summary>The library of matrix products; null where none is loaded by itself.</summary>
    public required string? Blas { get; init; }

    /// <summary>One sentence each: what is missing, and how to get it.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public bool IsHealthy => Torch is not null;

    public static Diagnosis Make()
    {
        var build = BuildFacts.Read();
        var torch = TorchFacts.TryLoad(out var problem);
        var libraries = LoadedLibraries.List();
        var blas = LoadedLibraries.FindBlas(libraries);
        return new Diagnosis
        {
            Build = build,
            Torch = torch,
            TorchLibrary = LoadedLibraries.FindTorch(libraries),
            Blas = blas,
            Missing = FindMissing(build, torch, problem, blas).ToArray(),
        };
    }

    private static IEnumerable<string> FindMissing(BuildFacts build, TorchFacts? torch, string? problem, string? blas)
    {
        if (torch is null)
            yield return $"libtorch cannot be loaded ({Shorten(problem!)}): {GetTorch}.";
        else if (torch.CudaDevices == 0)
            yield return "No CUDA device: everything runs on the CPU; with an NVIDIA card, build with the property TorchDevice=cuda.";

        if (torch is not null && build.Stack == "System" && IsSlow(blas))
            yield return $"The library of matrix products is {blas ?? "unknown"}, many times slower than OpenBLAS with OpenMP: apt-get install libopenblas0-openmp.";
    }

    // Loaders append all places where they looked.
    private static string Shorten(string problem) => problem.Length <= LongestProblem ? problem : problem[..LongestProblem] + "..";

    // Debian's reference implementation, or OpenBLAS built for threads of its own, which fight torch's.
    private static bool IsSlow(string? blas) => blas is null || !blas.Contains("openmp", StringComparison.Ordinal) && !blas.Contains("mkl", StringComparison.Ordinal);
}
