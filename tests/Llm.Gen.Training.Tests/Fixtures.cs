using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;

namespace Llm.Gen.Training.Tests;

/// <summary>Case folders of golden values, wherever this checkout or LLM_GEN_FIXTURES has them.</summary>
public static class Fixtures
{
    private static string Root => Environment.GetEnvironmentVariable("LLM_GEN_FIXTURES") ?? Path.Combine(Above("Llm.Gen.sln"), "tests", "Fixtures");

    /// <summary>Every case of a kind that passes the filter.</summary>
    public static IEnumerable<FixtureCase> Cases(string area, string kind, Func<JsonNode, bool> filter) =>
        Directory.EnumerateFiles(Path.Combine(Root, area), "case.json", SearchOption.AllDirectories)
            .Select(path => new FixtureCase(Path.GetDirectoryName(path)!, JsonNode.Parse(File.ReadAllText(path))!))
            .Where(c => (string?)c.Json["kind"] == kind && filter(c.Json))
            .OrderBy(c => c.Folder, StringComparer.Ordinal);

    private static string Above(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, file)))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No {file} above {AppContext.BaseDirectory}; run the tests inside the repository or set LLM_GEN_FIXTURES.");
        return folder;
    }
}

/// <summary>One case.</summary>
public sealed record FixtureCase(string Folder, JsonNode Json)
{
    public SafetensorsFile Open(string file) => SafetensorsFile.Open(Path.Combine(Folder, file));

    public double Number(params string[] keys) => (double)keys.Aggregate(Json, (node, key) => node[key]!)!;

    public override string ToString() => Path.GetFileName(Folder);
}
