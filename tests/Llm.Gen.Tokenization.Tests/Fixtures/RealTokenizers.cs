using System.Text;
using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The tokenizers of real models, as far as their files lie in the data and we support what they use.</summary>
public static class RealTokenizers
{
    /// <summary>The names of goldens whose tokenizer can be loaded here.</summary>
    public static TheoryData<string> Available => [.. Names().Where(name => Path(name) is not null)];

    public static Tokenizer Load(string name)
    {
        var path = Path(name)!;
        return path.EndsWith("merges.txt", StringComparison.Ordinal) ? Tokenizer.Parse(WithMergesFile(name, path)) : Tokenizer.Load(path);
    }

    public static string? Path(string name)
    {
        var golden = Golden.Read("real", $"{name}.json");
        if (SmallTokenizers.UnsupportedTypes(golden.GetProperty("tokenizer")).Any())
            return null;
        var source = golden.Text("source").Replace("{vocab.json,merges.txt,tokenizer_config.json}", "merges.txt");
        var path = SharedData.Find(source);
        var isReadable = source.EndsWith(".json", StringComparison.Ordinal) || source.EndsWith("merges.txt", StringComparison.Ordinal);
        return isReadable && File.Exists(path) && !IsRefused(source) ? path : null;
    }

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Fixtures.Find("tokenization/real"), "*.json").Select(path => System.IO.Path.GetFileNameWithoutExtension(path)!)
            .Where(name => name != "load_errors").Order(StringComparer.Ordinal);

    private static bool IsRefused(string source) =>
        Golden.Read("real", "load_errors.json").List("files").Any(file => file.Text("source") == source);

    // The golden holds everything but vocabulary and merges, which lie in two files of their own.
    private static byte[] WithMergesFile(string name, string merges)
    {
        var file = JsonNode.Parse(Golden.Read("real", $"{name}.json").GetProperty("tokenizer").GetRawText())!;
        file["model"]!["vocab"] = JsonNode.Parse(File.ReadAllBytes(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(merges)!, "vocab.json")));
        file["model"]!["merges"] = new JsonArray([.. File.ReadLines(merges).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal)).Select(line => JsonValue.Create(line))]);
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }
}
