namespace Llm.Gen.Tests;

/// <summary>Golden files: <c>LLM_GEN_FIXTURES</c>, or <c>tests/Fixtures</c> of this repository. Both have the same layout.</summary>
internal static class Fixtures
{
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("LLM_GEN_FIXTURES") is { Length: > 0 } root ? root : Repository.Find("tests/Fixtures");

    /// <summary>The path of a file or folder under the root.</summary>
    public static string Find(string relative) => Path.Combine(Root, relative);

    /// <summary>Folders right under <paramref name="relative"/> whose names begin with <paramref name="prefix"/>, in ordinal order.</summary>
    public static IEnumerable<string> Folders(string relative, string prefix = "") =>
        Directory.Exists(Find(relative))
            ? Directory.GetDirectories(Find(relative), prefix + "*").Order(StringComparer.Ordinal)
            : [];
}
