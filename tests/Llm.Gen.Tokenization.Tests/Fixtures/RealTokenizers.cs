using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The tokenizers of real models. Their goldens hold everything but vocabulary and merges, which lie in the data.</summary>
public static class RealTokenizers
{
    private static readonly ConcurrentDictionary<string, Tokenizer> Loaded = new();

    public static TheoryData<string> All => [.. Golden.Names("real").Where(name => name != "load_errors")];

    /// <summary>Those whose golden has records of cutting and filling.</summary>
    public static TheoryData<string> Cut => [.. Golden.Names("real").Where(name => Golden.Read("real", $"{name}.json").List("truncation").Any())];

    public static Tokenizer Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        var golden = Golden.Read("real", $"{name}.json");
        var source = golden.Text("source");
        if (source.StartsWith("tokenizers/added-tokens/", StringComparison.Ordinal))
            return Tokenizer.Parse(WithoutMerges(SharedData.Find(source)));
        if (name.EndsWith("-metaspace", StringComparison.Ordinal) || name.EndsWith("-legacy", StringComparison.Ordinal))
            return Tokenizer.Parse(SentencePieceForm.Build(golden.GetProperty("tokenizer"), SharedData.Find(source)));
        var options = new TokenizerOptions();
        if (source.EndsWith(".gguf", StringComparison.Ordinal) && golden.GetProperty("tokenizer").GetProperty("post_processor").ValueKind == JsonValueKind.Null)
            options = options with { AddBeginningOfText = false, AddEndOfText = false }; // these goldens were made without
        return Tokenizer.Load(SharedData.Find(source.Contains('{') ? source[..source.IndexOf('{')] : source), options);
    });

    // The file has {} for merges, which nobody reads; the golden was made from [] instead.
    private static byte[] WithoutMerges(string path)
    {
        var file = JsonNode.Parse(File.ReadAllBytes(path))!;
        file["model"]!["merges"] = new JsonArray();
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }
}
