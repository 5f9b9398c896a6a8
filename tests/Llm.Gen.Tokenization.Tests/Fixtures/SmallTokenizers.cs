using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The tokenizers of one concept each, split by whether we support what they use.</summary>
public static class SmallTokenizers
{
    private static readonly HashSet<string> SupportedTypes =
    [
        "Sequence", "ByteLevel", "Split", "Digits", "Metaspace", "Whitespace", "WhitespaceSplit",
        "Prepend", "Replace", "Strip", "NFC", "BPE", "WordLevel", "TemplateProcessing", "ByteFallback", "Fuse",
    ];

    // The normalizer ByteLevel is no pre-tokenizer.
    private static readonly string[] Fields = ["normalizer", "pre_tokenizer", "post_processor", "decoder", "model"];

    public static TheoryData<string> Supported => [.. SupportedNames];

    public static IEnumerable<string> SupportedNames => Names(isSupported: true);

    public static TheoryData<string> Unsupported => [.. Names(isSupported: false)];

    public static Tokenizer Load(string name) => Tokenizer.Load(Fixtures.Find($"tokenization/small/{name}.tokenizer.json"));

    /// <summary>The components that a file names and we do not support.</summary>
    public static IEnumerable<string> UnsupportedTypes(JsonElement file) =>
        Fields.Where(field => file.TryGetProperty(field, out _)).SelectMany(field => Types(file.GetProperty(field), field)).Where(type => !SupportedTypes.Contains(type));

    private static IEnumerable<string> Names(bool isSupported)
    {
        var folder = Fixtures.Find("tokenization/small");
        return Directory.EnumerateFiles(folder, "*.tokenizer.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => UnsupportedTypes(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement).Any() != isSupported)
            .Select(path => Path.GetRelativePath(folder, path).Replace(".tokenizer.json", ""));
    }

    private static IEnumerable<string> Types(JsonElement element, string field)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(item => Types(item, field));
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        var own = element.TryGetProperty("type", out var type) ? [$"{type}"] : Array.Empty<string>();
        if (field == "normalizer" && own is ["ByteLevel"])
            own = ["normalizer ByteLevel"];
        return own.Concat(element.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Array).SelectMany(property => Types(property.Value, field)));
    }

}
