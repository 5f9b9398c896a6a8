using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>The masks of the goldens: which tokens of a conversation the assistant says, with real byte-level tokenizers.</summary>
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

            var chat = template.Render(ChatGolden.Conversation(record.Text("conversation")));
            var encoded = tokenizer.Encode(chat.Text, addSpecialTokens: false);

            Assert.Equal(record.Ids("ids"), encoded.Ids);
            Assert.Equal(record.Ids("assistant_mask"), chat.AssistantMask(Places(chat.Text, encoded, tokenizer)).Select(bit => bit ? 1 : 0));
        }
    }

    // A byte-level token stands for as many bytes as it has characters, one that was added for its own text.
    private static List<Range> Places(string text, TokenizedText encoded, Tokenizer tokenizer)
    {
        var units = text.EnumerateRunes().Aggregate((Starts: new List<int>(), Unit: 0), (sum, rune) =>
        {
            sum.Starts.AddRange(Enumerable.Repeat(sum.Unit, rune.Utf8SequenceLength));
            return (sum.Starts, sum.Unit + rune.Utf16SequenceLength);
        }).Starts;
        var places = new List<Range>();
        var start = 0;
        foreach (var (id, token) in encoded.Ids.Zip(encoded.Tokens))
        {
            var end = start + (tokenizer.IsSpecial(id) ? Encoding.UTF8.GetByteCount(token) : token.Length);
            var lastUnit = units[end - 1];
            places.Add(units[start]..(lastUnit + (char.IsHighSurrogate(text[lastUnit]) ? 2 : 1)));
            start = end;
        }

        return places;
    }
}
