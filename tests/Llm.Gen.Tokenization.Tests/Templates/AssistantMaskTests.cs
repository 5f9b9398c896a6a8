using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>The masks of the goldens: which tokens of a conversation the assistant says, with real tokenizers.</summary>
public class AssistantMaskTests
{
    private const string File = "assistant_masks.json";

    public static TheoryData<string> Tokenizers => [.. Golden.Read("chat", File).List("cases").Select(record => record.Text("tokenizer")).Distinct().Order(StringComparer.Ordinal)];

    [DataTheory(TemplateSources.Folder, "tokenizers", "weights")]
    [MemberData(nameof(Tokenizers))]
    public void The_tokens_of_the_assistant_are_those_of_the_reference(string name)
    {
        var tokenizer = RealTokenizers.Load(name);
        var templates = new Dictionary<string, ChatTemplate>();
        foreach (var record in Golden.Read("chat", File).List("cases").Where(record => record.Text("tokenizer") == name))
        {
            if (!templates.TryGetValue(record.Text("template"), out var template))
                templates[record.Text("template")] = template = ChatGolden.Parse(TemplateSources.Read(record.Text("template")));

            var chat = template.Encode(ChatGolden.Conversation(record.Text("conversation")), tokenizer);

            Assert.Equal(record.Ids("ids"), chat.Ids);
            Assert.Equal(record.Ids("assistant_mask"), chat.IsAssistant.Select(bit => bit ? 1 : 0));
        }
    }
}
