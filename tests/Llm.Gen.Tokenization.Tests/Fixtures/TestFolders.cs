namespace Llm.Gen.Tokenization.Tests;

/// <summary>Where the fixtures and the large data lie.</summary>
internal static class TestFolders
{
    private static readonly string Root = FindRoot();

    /// <summary>The goldens of the tokenizers: LLM_GEN_FIXTURES, or tests/Fixtures.</summary>
    public static string Fixtures { get; } =
        Path.Combine(Environment.GetEnvironmentVariable("LLM_GEN_FIXTURES") ?? Path.Combine(Root, "tests", "Fixtures"), "tokenization");

    /// <summary>Real tokenizers and texts: LLM_GEN_DATA, or shared/data beside the repository; null where there are none.</summary>
    public static string? Data { get; } =
        new[] { Environment.GetEnvironmentVariable("LLM_GEN_DATA"), Path.Combine(Root, "..", "shared", "data") }.FirstOrDefault(Directory.Exists);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Llm.Gen.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Llm.Gen.sln above {AppContext.BaseDirectory}; run the tests from a checkout of the repository.");
    }
}
