using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Data;

/// <summary>Messages with <c>role</c> and <c>content</c>, as the OpenAI protocol has them; an answer with <c>weight</c> 0 is read and not learnt.</summary>
internal static class MessagesRecord
{
    private static readonly string[] _roles = ["system", "developer", "user", "assistant", "tool", "function"];
    private static readonly string[] _keys = ["role", "content", "name", "tool_calls", "tool_call_id", "reasoning_content", "weight"];

    public static Conversation Read(JsonElement json)
    {
        var messages = JsonRecord.Items(json, "messages").Select(Message).ToList();
        return messages.Count > 0
            ? new Conversation { Messages = messages, Tools = JsonRecord.Tools(json) }
            : throw new InvalidDataException("\"messages\" is empty; expected at least a question and an answer.");
    }

    /// <summary>Whether an answer is to be learnt.</summary>
    public static bool IsLearnt(ChatMessage message) => !message.Json.TryGetProperty("weight", out var weight) || weight.GetInt32() == 1;

    private static ChatMessage Message(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"an item of \"messages\" is {JsonRecord.Kind(message)}; expected an object with \"role\" and \"content\".");
        JsonRecord.RequireKeys(message, "a message", _keys);
        var role = JsonRecord.Text(message, "role");
        if (!_roles.Contains(role, StringComparer.Ordinal))
            throw new InvalidDataException($"a message has the role \"{role}\"; expected one of {string.Join(", ", _roles)}.");
        if (message.TryGetProperty("weight", out var weight) && !(weight.ValueKind == JsonValueKind.Number && weight.TryGetInt32(out var number) && number is 0 or 1))
            throw new InvalidDataException($"a message has the weight {weight.GetRawText()}; expected 0 or 1.");
        return HasContent(message) ? ChatMessage.Read(Plain(message)) : throw new InvalidDataException($"a message of the role \"{role}\" has no \"content\"; expected what is said.");
    }

    private static bool HasContent(JsonElement message) =>
        message.TryGetProperty("tool_calls", out _) || (message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null);

    /// <summary>The message with its parts of text as one text: that is what templates take.</summary>
    private static JsonElement Plain(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            return message;
        if (content.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"\"content\" is {JsonRecord.Kind(content)}; expected a string, or a list of parts.");
        var plain = JsonObject.Create(message)!;
        plain["content"] = string.Concat(content.EnumerateArray().Select(Part));
        return JsonSerializer.SerializeToElement(plain);
    }

    private static string Part(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object || JsonRecord.Text(part, "type") != "text")
            throw new InvalidDataException("a part of \"content\" is no text; expected { \"type\": \"text\", \"text\": ... }: models here read text alone.");
        JsonRecord.RequireKeys(part, "a part of \"content\"", ["type", "text"]);
        return JsonRecord.Text(part, "text");
    }
}
