namespace Llm.Gen.Writing;

/// <summary>Temporary files whose process was killed before it could rename or delete them.</summary>
internal static class AbandonedFiles
{
    private const string Ending = ".llm-gen.tmp";

    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);       // a whole file is unlocked just before it gets its name

    /// <summary>A new name for a temporary file, hidden, by which it is known to be ours.</summary>
    public static string NameFor(string file) => $".{file}.{Path.GetRandomFileName()}{Ending}";

    /// <summary>Deletes those in a folder: ours by their names, that nobody has open or wrote to within a minute.</summary>
    public static void Sweep(string folder)
    {
        foreach (var path in Directory.GetFiles(folder, $".*{Ending}"))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) >= LeastAge && !IsInUse(path))
                File.Delete(path);
        }
    }

    private static bool IsInUse(string path)
    {
        try
        {
            using var _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
