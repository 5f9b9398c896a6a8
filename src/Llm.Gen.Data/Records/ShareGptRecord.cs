using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Data;

/// <summary>Turns with <c>from</c> and <c>value</c>, as ShareGPT has them, calls of functions included.</summary>
internal static class ShareGptRecord
{
    private static readonly Dictionary<string, string> _roles = new(StringComparer.Ordinal)
    {
        ["human"] = "user",
        ["user"] = "user",
        ["gpt"] = "assistant",
        ["assistant"] = "assistant",
        ["model"] = "assistant",
        ["system"] = "system",
        ["observation"] = "tool",
        ["tool"] = "tool",
        ["function_call"] = "assistant",
    };

    public static Conversation Read(JsonElement json)
    {
        var turns = JsonRecord.Items(json, "conversations").Select(Message).ToList();
        if (json.TryGetProperty("system", out var system) && system.ValueKind != JsonValueKind.Null && JsonRecord.Text(json, "system") is { Length: > 0 } said)
            turns.Insert(0, new("system", said));
        return turns.Count > 0
            ? new Conversation { Messages = turns, Tools = JsonRecord.Tools(json) }
            : throw new InvalidDataException("\"conversations\" is empty; expected at least a question and an answer.");
    }

    private static ChatMessage Message(JsonElement turn)
    {
        if (turn.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"a turn of \"conversations\" is {JsonRecord.Kind(turn)}; expected an object with \"from\" and \"value\".");
        JsonRecord.RequireKeys(turn, "a turn", ["from", "value"]);
        var (from, value) = (JsonRecord.Text(turn, "from"), JsonRecord.Text(turn, "value"));
        if (!_roles.TryGetValue(from, out var role))
            throw new InvalidDataException($"a turn is \"from\" \"{from}\"; expected one of {string.Join(", ", _roles.Keys)}.");
        return from == "function_call" ? Call(value) : new ChatMessage(role, value);
    }

    /// <summary>An object with a name and arguments, or a list of them, as the calls of a message.</summary>
    private static ChatMessage Call(string value)
    {
        var calls = Parse(value) switch
        {
            JsonArray list => list.ToList(),
            JsonObject one => [one],
            _ => throw new InvalidDataException("the value of a \"function_call\" is no JSON object; expected one with \"name\" and \"arguments\"."),
        };
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = "",
            ["tool_calls"] = new JsonArray([.. calls.Select(call => (JsonNode)new JsonObject { ["type"] = "function", ["function"] = call?.DeepClone() })]),
        };
        return ChatMessage.Read(JsonSerializer.SerializeToElement(message));
    }

    private static JsonNode? Parse(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException("the value of a \"function_call\" is not JSON; expected an object with \"name\" and \"arguments\".", problem);
        }
    }
}
