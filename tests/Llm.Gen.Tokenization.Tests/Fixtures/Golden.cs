using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Reads the records of a golden file, with the rule that an absent field equals another one.</summary>
internal static class Golden
{
    public static JsonElement Read(params string[] path) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Fixtures.Find("tokenization"), .. path]))).RootElement;

    /// <summary>The names of the files of a folder, without their ending.</summary>
    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Fixtures.Find($"tokenization/{folder}"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    public static IEnumerable<JsonElement> List(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    public static bool Has(this JsonElement record, string name) => record.TryGetProperty(name, out _);

    public static string Text(this JsonElement record, string name) => record.GetProperty(name).GetString()!;

    public static string? TextOr(this JsonElement record, string name, string? fallback) =>
        record.TryGetProperty(name, out var value) ? value.GetString() : fallback;

    public static int NumberOr(this JsonElement record, string name, int fallback) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : fallback;

    public static int[] Ids(this JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    public static int?[] OptionalIds(this JsonElement record, string name) =>
        [.. record.GetProperty(name).EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Null ? (int?)null : id.GetInt32())];

    public static string[] Texts(this JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>Offsets in UTF-16 units, which are given only where they are not those in code points.</summary>
    public static string[] Offsets(this JsonElement record, string name = "offsets") =>
        Offsets(record.Ids(record.Has(name + "16") ? name + "16" : name).Chunk(2).Select(pair => pair[0]..pair[1]));

    public static string[] Offsets(IEnumerable<Range> ranges) => [.. ranges.Select(range => $"{range.Start.Value}-{range.End.Value}")];

    /// <summary>A place in a text, counted in code points.</summary>
    public static Range InCodePoints(Range range, string text) => CodePoints(text, range.Start.Value)..CodePoints(text, range.End.Value);

    public static bool Fails(this JsonElement record) => record.Has("error");

    public static bool HasNoAnswer(this JsonElement record) => record.Has("panic");

    private static int CodePoints(string text, int end) => text.AsSpan(0, end).ToString().EnumerateRunes().Count();
}
