using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Reads the records of a golden file, with the rule that an absent field equals another one.</summary>
internal static class Golden
{
    public static JsonElement Read(params string[] path) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine([Fixtures.Find("tokenization"), .. path]))).RootElement;

    public static IEnumerable<JsonElement> List(this JsonElement record, string name) =>
        record.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    public static string Text(this JsonElement record, string name) => record.GetProperty(name).GetString()!;

    public static string? TextOr(this JsonElement record, string name, string? fallback) =>
        record.TryGetProperty(name, out var value) ? value.GetString() : fallback;

    public static int[] Ids(this JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    public static string[] Texts(this JsonElement record, string name) => [.. record.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    public static bool Fails(this JsonElement record) => record.TryGetProperty("error", out _);

    public static bool HasNoAnswer(this JsonElement record) => record.TryGetProperty("panic", out _);
}
