using System.Reflection;
using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>The packages, made once for all tests out of what was built in the same configuration as these.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes them.</summary>
    public PackageFeed()
    {
        Pack(Folder);
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Folder, "Llm.Gen.Cli.*.nupkg").Single())["Llm.Gen.Cli.".Length..];
    }

    /// <summary>Which torch stack the packages are for.</summary>
    public static string Stack { get; } = Metadata("TorchStack");

    /// <summary>Whether Microsoft.ML.Tokenizers is to be had here, and with it the package that adapts to it.</summary>
    public static bool HasMlTokenizers { get; } = Metadata("HasMlTokenizers") == "true";

    /// <summary>Where the machine keeps the packages that it has downloaded.</summary>
    public static string MachineCache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The feed.</summary>
    public string Folder => _folder.Path;

    /// <summary>The version of all of them.</summary>
    public string Version { get; }

    /// <summary>The packages, in order.</summary>
    internal IReadOnlyList<Package> Packages => field ??= Directory.GetFiles(Folder, "*.nupkg").Order(StringComparer.Ordinal).Select(Package.Read).ToArray();

    /// <summary>Reference to the libtorch that a program on this stack picks, or nothing.</summary>
    internal static string LibtorchReference { get; } = Stack == "System"
        ? ""
        : $"""<PackageReference Include="libtorch-cpu" Version="{Metadata("LibtorchVersion")}" />""";

    /// <summary>Makes the packages in a folder.</summary>
    internal static void Pack(string folder)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        DotNet.Run(Repository.Root, ["pack", "eng/Packages.proj", "--no-build", "-c", configuration, "-v", "q", $"-p:PackageOutputPath={folder}", "-p:DeterministicTimestamp=1700000000"]);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Metadata(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
