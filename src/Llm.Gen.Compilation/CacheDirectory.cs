namespace Llm.Gen.Compilation;

/// <summary>Where compiled models are kept.</summary>
internal static class CacheDirectory
{
    /// <summary>The directory of this user: <c>LLM_GEN_CACHE</c>, or one beside the user's other caches.</summary>
    public static string OfUser =>
        Environment.GetEnvironmentVariable("LLM_GEN_CACHE") is { Length: > 0 } named ? named : Path.Combine(Root(), "llm-gen", "compiled");

    private static string Root()
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return cache;

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length == 0)
            return Path.Combine(Path.GetTempPath(), "user-" + Environment.UserName);

        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }
}
