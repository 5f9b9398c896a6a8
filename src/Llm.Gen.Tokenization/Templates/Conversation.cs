using System.Text.Json;

namespace Llm.Gen;

/// <summary>What a chat template renders.</summary>
public sealed record Conversation
{
    /// <summary>The messages, in order.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The tools that the model may call, each a JSON object with its schema; null if there is no talk of tools. Default null.</summary>
    public IReadOnlyList<JsonElement>? Tools { get; init; }

    /// <summary>Documents that the model may draw on; null if there is no talk of documents. Default null.</summary>
    public IReadOnlyList<JsonElement>? Documents { get; init; }

    /// <summary>Whether the text ends with what begins an answer of the model. Default false.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>Whether the text ends within the last message, so that the model goes on with it. Default false.</summary>
    public bool ContinueFinalMessage { get; init; }

    /// <summary>Further variables of the template, as <c>enable_thinking</c>. Default none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The time that the template sees; null for the time of the rendering. Default null.</summary>
    public DateTime? Time { get; init; }

    /// <summary>
    /// A conversation from JSON: an array of messages, or an object with <c>messages</c> and, if wanted, <c>tools</c>, <c>documents</c>,
    /// <c>add_generation_prompt</c>, <c>continue_final_message</c>, <c>variables</c> and <c>time</c> (ISO 8601).
    /// </summary>
    /// <exception cref="InvalidDataException">It is something else; the message says what.</exception>
    public static Conversation Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The conversation is not JSON: {exception.Message}", exception);
        }
    }

    /// <inheritdoc cref="Parse"/>
    public static Conversation Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return new() { Messages = ReadMessages(json) };
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("messages", out var messages))
            throw new InvalidDataException($"The conversation is {Kind(json)}{(json.ValueKind == JsonValueKind.Object ? " without \"messages\"" : "")}; expected an array of messages, or an object with \"messages\".");
        var conversation = new Conversation { Messages = ReadMessages(messages) };
        foreach (var property in json.EnumerateObject())
            conversation = conversation.With(property);
        return conversation;
    }

    internal static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => element.ValueKind.ToString().ToLowerInvariant(),
    };

    private Conversation With(JsonProperty property) => property.Name switch
    {
        "messages" => this,
        "tools" => this with { Tools = Objects(property) },
        "documents" => this with { Documents = Objects(property) },
        "add_generation_prompt" => this with { AddGenerationPrompt = Flag(property) },
        "continue_final_message" => this with { ContinueFinalMessage = Flag(property) },
        "variables" => this with { Variables = Entries(property) },
        "time" => this with { Time = property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetDateTime(out var time) ? time : throw Wrong(property, "a time as \"2024-07-26T09:05:03\"") },
        var name => throw new InvalidDataException($"The conversation has no field \"{name}\"; it has messages, tools, documents, add_generation_prompt, continue_final_message, variables and time."),
    };

    private static IReadOnlyList<ChatMessage> ReadMessages(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select(ChatMessage.Read)]
        : throw new InvalidDataException($"\"messages\" is {Kind(json)}; expected an array.");

    private static IReadOnlyList<JsonElement>? Objects(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. property.Value.EnumerateArray().Select(item => item.Clone())],
        _ => throw Wrong(property, "an array"),
    };

    private static Dictionary<string, JsonElement> Entries(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object)
            throw Wrong(property, "an object");
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in property.Value.EnumerateObject())
            entries[entry.Name] = entry.Value.Clone();
        return entries;
    }

    private static bool Flag(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(property, "true or false"),
    };

    private static InvalidDataException Wrong(JsonProperty property, string expected) =>
        new($"\"{property.Name}\" is {Kind(property.Value)}; expected {expected}.");
}
