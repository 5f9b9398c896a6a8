namespace Llm.Gen.Tests;

/// <summary>Real weights and texts that are too large for the repository: <c>LLM_GEN_DATA</c>, or <c>../shared/data</c> beside it.</summary>
internal static class SharedData
{
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("LLM_GEN_DATA") is { Length: > 0 } root ? root : Path.GetFullPath(Repository.Find("../shared/data"));

    public static string Find(string relative) => Path.Combine(Root, relative);

    public static bool Has(string relative) => Path.Exists(Find(relative));
}
