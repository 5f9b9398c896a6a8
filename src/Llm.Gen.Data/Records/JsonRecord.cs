using System.Text.Json;

namespace Llm.Gen.Data;

/// <summary>Reads one JSON value as a document or a conversation.</summary>
internal static class JsonRecord
{
    // What says where a record is from, and is neither read nor learnt.
    private static readonly string[] _origins = ["id", "source", "url", "timestamp", "category"];

    private static readonly (RecordFormat Format, string Key, string[] Keys, Func<JsonElement, Conversation?> Read)[] _formats =
    [
        (RecordFormat.Text, "text", ["text"], _ => null),
        (RecordFormat.Messages, "messages", ["messages", "tools"], MessagesRecord.Read),
        (RecordFormat.ShareGpt, "conversations", ["conversations", "system", "tools"], ShareGptRecord.Read),
        (RecordFormat.Alpaca, "instruction", ["instruction", "input", "output", "system", "history"], AlpacaRecord.Read),
    ];

    /// <exception cref="InvalidDataException">It is neither; the message says what was found.</exception>
    public static DataRecord Read(DataRecord record, JsonElement json, RecordFormat format)
    {
        if (json.ValueKind == JsonValueKind.String && format is RecordFormat.Automatic or RecordFormat.Text)
            return record with { Text = json.GetString() };
        if (json.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"the record is {Kind(json)}; expected an object with {Expected(format)}.");

        var row = Array.Find(_formats, row => (format == RecordFormat.Automatic || row.Format == format) && json.TryGetProperty(row.Key, out _));
        if (row.Keys is null)
            throw new InvalidDataException($"the record has the keys {Keys(json)}; expected {Expected(format)}.");
        RequireKeys(json, $"a record of the format {row.Format}", [.. row.Keys, .. _origins]);
        return row.Format == RecordFormat.Text
            ? record with { Text = Text(json, "text") }
            : record with { Conversation = row.Read(json) };
    }

    /// <summary>A string under a key.</summary>
    internal static string Text(JsonElement json, string key) => json.TryGetProperty(key, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InvalidDataException($"\"{key}\" is {Kind(value)}; expected a string.")
        : throw new InvalidDataException($"there is no \"{key}\"; the keys are {Keys(json)}.");

    /// <summary>The items of an array under a key.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement json, string key)
    {
        var value = json.GetProperty(key);
        if (value.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"\"{key}\" is {Kind(value)}; expected an array.");
        return value.EnumerateArray();
    }

    /// <summary>Tools as an array, or as a string that holds one; nothing where there are none.</summary>
    internal static IReadOnlyList<JsonElement>? Tools(JsonElement json)
    {
        if (!json.TryGetProperty("tools", out var tools) || tools.ValueKind == JsonValueKind.Null)
            return null;
        if (tools.ValueKind == JsonValueKind.String)
        {
            if (string.IsNullOrWhiteSpace(tools.GetString()))
                return null;
            using var inner = JsonDocument.Parse(tools.GetString()!);
            tools = inner.RootElement.Clone();
        }
        if (tools.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"\"tools\" is {Kind(tools)}; expected an array, or a string that holds one.");
        return tools.GetArrayLength() == 0 ? null : [.. tools.EnumerateArray().Select(tool => tool.Clone())];
    }

    /// <exception cref="InvalidDataException">A key is not among those known.</exception>
    internal static void RequireKeys(JsonElement json, string what, IReadOnlyList<string> known)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name is "chosen" or "rejected")
                throw new InvalidDataException($"the key \"{property.Name}\" makes this a pair of preferences, which is no example to repeat; remove \"chosen\" and \"rejected\" to learn from the rest.");
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                throw new InvalidDataException($"\"{property.Name}\" is no key of {what}; known are {string.Join(", ", known)}. Rename it, or remove it.");
        }
    }

    internal static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => element.ValueKind.ToString().ToLowerInvariant(),
    };

    private static string Keys(JsonElement json)
    {
        var names = json.EnumerateObject().Select(property => property.Name).Take(12).ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static string Expected(RecordFormat format) => string.Join(", or ", _formats.Where(row => format == RecordFormat.Automatic || row.Format == format).Select(row => $"\"{row.Key}\""));
}
