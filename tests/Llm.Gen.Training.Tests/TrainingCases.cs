using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

/// <summary>Case folders of golden values about training.</summary>
internal static class TrainingCases
{
    /// <summary>Every case of a kind that passes the filter.</summary>
    public static IEnumerable<TrainingCase> Of(string kind, Func<JsonNode, bool> filter) =>
        Fixtures.Folders("finetune")
            .Where(folder => File.Exists(Path.Combine(folder, "case.json")))
            .Select(folder => new TrainingCase(folder, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "case.json")))!))
            .Where(c => (string?)c.Json["kind"] == kind && filter(c.Json));
}

/// <summary>One case.</summary>
internal sealed record TrainingCase(string Folder, JsonNode Json)
{
    public string ModelFolder => Path.GetFullPath(Path.Combine(Folder, (string)Json["model"]!));

    public SafetensorsFile Open(string file) => SafetensorsFile.Open(Path.Combine(Folder, file));

    public double Number(params string[] keys) => (double)keys.Aggregate(Json, (node, key) => node[key]!)!;

    public override string ToString() => Path.GetFileName(Folder);
}
