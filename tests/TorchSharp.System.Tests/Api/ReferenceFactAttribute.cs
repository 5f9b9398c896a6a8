using System.Runtime.CompilerServices;

namespace TorchSharp.SystemTests.Api;

/// <summary>A test that reads the list of all of TorchSharp's members, which is no part of this repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute() => Skip = Path is null ? "TorchSharp's list of members (../shared/api/TorchSharp-0.105.2.txt) is not here." : null;

    public static string? Path { get; } = Find();

    private static string? Find([CallerFilePath] string source = "")
    {
        for (var folder = System.IO.Path.GetDirectoryName(source); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (System.IO.Path.Combine(folder, "shared", "api", "TorchSharp-0.105.2.txt") is var path && File.Exists(path)) return path;
        return null;
    }
}
