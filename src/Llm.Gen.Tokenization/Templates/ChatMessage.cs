using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen;

/// <summary>
/// One message of a conversation: a JSON object, as chat templates and the OpenAI protocol know it. Besides a role and a content it may hold
/// <c>tool_calls</c>, <c>tool_call_id</c>, <c>name</c>, <c>reasoning_content</c> and whatever else a template asks for.
/// </summary>
public sealed class ChatMessage
{
    private ChatMessage(JsonElement json) => Json = json;

    /// <summary>A message of text. Half of a surrogate pair in it becomes U+FFFD.</summary>
    /// <param name="role">Who speaks: "system", "user", "assistant" or "tool".</param>
    /// <param name="content">What is said.</param>
    public ChatMessage(string role, string content)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(content);
        Json = JsonSerializer.SerializeToElement(new JsonObject { ["role"] = role, ["content"] = content });
    }

    /// <summary>The whole message.</summary>
    public JsonElement Json { get; }

    /// <summary>Who speaks; null if the message does not say.</summary>
    public string? Role => Text("role");

    /// <summary>What is said; null if there is no content, or one of parts.</summary>
    public string? Content => Text("content");

    /// <summary>A message from JSON.</summary>
    /// <exception cref="InvalidDataException">It is no object.</exception>
    public static ChatMessage Read(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new(json.Clone())
        : throw new InvalidDataException($"A message is {Conversation.Kind(json)}; expected an object with \"role\" and \"content\".");

    private string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
