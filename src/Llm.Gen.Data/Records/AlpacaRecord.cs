using System.Text.Json;

namespace Llm.Gen.Data;

/// <summary>Instruction, input, output, as Stanford's Alpaca has them; <c>system</c>, and <c>history</c> as pairs of question and answer.</summary>
internal static class AlpacaRecord
{
    public static Conversation Read(JsonElement json)
    {
        var (instruction, output) = (JsonRecord.Text(json, "instruction"), JsonRecord.Text(json, "output"));
        var input = Optional(json, "input");
        if (string.IsNullOrWhiteSpace(instruction) && string.IsNullOrWhiteSpace(input))
            throw new InvalidDataException("\"instruction\" is empty; expected what is asked for.");
        if (output.Length == 0)
            throw new InvalidDataException("\"output\" is empty; expected the answer to learn.");

        var messages = new List<ChatMessage>();
        if (Optional(json, "system") is { Length: > 0 } system)
            messages.Add(new("system", system));
        messages.AddRange(History(json));
        messages.Add(new("user", string.IsNullOrEmpty(input) ? instruction : $"{instruction}\n\n{input}"));
        messages.Add(new("assistant", output));
        return new Conversation { Messages = messages };
    }

    private static IEnumerable<ChatMessage> History(JsonElement json)
    {
        if (!json.TryGetProperty("history", out var history) || history.ValueKind == JsonValueKind.Null)
            yield break;
        foreach (var pair in JsonRecord.Items(json, "history"))
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair[0].ValueKind != JsonValueKind.String || pair[1].ValueKind != JsonValueKind.String)
                throw new InvalidDataException("\"history\" holds something else than pairs of strings; expected [question, answer].");
            yield return new ChatMessage("user", pair[0].GetString()!);
            yield return new ChatMessage("assistant", pair[1].GetString()!);
        }
    }

    private static string? Optional(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? JsonRecord.Text(json, key) : null;
}
