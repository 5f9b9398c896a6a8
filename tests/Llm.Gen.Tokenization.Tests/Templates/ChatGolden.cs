using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>The conversations of the chat goldens.</summary>
internal static class ChatGolden
{
    private static readonly JsonElement Source = Golden.Read("chat", "conversations.json");

    public static IReadOnlyDictionary<string, string> SpecialTokens { get; } = new Dictionary<string, string>
    {
        ["bos_token"] = Source.Text("bos_token"),
        ["eos_token"] = Source.Text("eos_token"),
    };

    public static ChatTemplate Parse(string text) => ChatTemplate.Parse(text, new() { SpecialTokens = SpecialTokens });

    public static Conversation Conversation(string name)
    {
        var record = Source.List("conversations").Single(conversation => conversation.Text("name") == name);
        var fields = record.EnumerateObject().Where(field => field.Name != "name").ToDictionary(field => field.Name, field => field.Value);
        return Gen.Conversation.Read(JsonSerializer.SerializeToElement(fields)) with { Time = Source.GetProperty("date").GetDateTime() };
    }
}
