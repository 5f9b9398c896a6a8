namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>Where the golden files lie.</summary>
public static class Fixtures
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("LLM_GEN_FIXTURES") ?? Find("tests/Fixtures")
        ?? throw new DirectoryNotFoundException("tests/Fixtures is in no parent folder; set LLM_GEN_FIXTURES.");

    /// <summary>Every model case whose family this stage declares.</summary>
    public static TheoryData<string> Llamas() => [.. Directory.GetDirectories(Path.Combine(Root, "models"))
        .Where(folder => File.ReadAllText(Path.Combine(folder, "config.json")) is var config
            && config.Contains("\"model_type\": \"llama\""))
        .Order(StringComparer.Ordinal)];

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.GetFullPath(Path.Combine(folder.FullName, relative));
            if (Directory.Exists(path))
                return path;
        }
        return null;
    }
}
