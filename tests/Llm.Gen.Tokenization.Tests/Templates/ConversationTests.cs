using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests.Templates;

public class ConversationTests
{
    private static readonly ChatTemplate ChatMl = ChatTemplate.Parse("{% for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}");

    [Fact]
    public void Messages_are_rendered_in_order_and_an_answer_is_begun()
    {
        var text = ChatMl.Render([new("system", "Be brief."), new("user", "Hi")]);

        Assert.Equal("<|system|>Be brief.<|end|><|user|>Hi<|end|><|assistant|>", text);
    }

    [Fact]
    public void What_the_assistant_says_is_marked_in_UTF16_units()
    {
        var chat = ChatMl.Render(new Conversation { Messages = [new("user", "🌍"), new("assistant", "a🌍"), new("assistant", "b")] });

        Assert.True(ChatMl.MarksAssistant);
        Assert.Equal(["a🌍", "b"], chat.AssistantSpans.Select(span => chat.Text[span.Start..span.End]));
        Assert.False(ChatTemplate.Parse("x").MarksAssistant);
    }

    [Fact]
    public void Tokens_of_what_the_assistant_says_are_marked()
    {
        var chat = new RenderedChat { Text = "abcdefgh", AssistantSpans = [new(1, 4), new(5, 6), new(20, 21), new(0, 1)] };

        // Token 1 holds more than the span; the third span starts where no token stands, and nothing after it is marked.
        var mask = chat.AssistantMask([0..0, 0..1, 1..3, 3..5, 5..5, 5..8]);

        Assert.Equal([false, false, true, true, false, true], mask);
        Assert.Equal([false, true], (chat with { AssistantSpans = [new(5, 99)] }).AssistantMask([0..5, 5..8]));
    }

    [Fact]
    public void A_continued_message_ends_the_text_where_it_ends()
    {
        var chat = ChatMl.Render(new Conversation { Messages = [new("user", "Count."), new("assistant", "One, ")], ContinueFinalMessage = true });

        Assert.Equal("<|user|>Count.<|end|><|assistant|>One, ", chat.Text);
        Assert.Equal("One, ", chat.Text[chat.AssistantSpans[0].Start..chat.AssistantSpans[0].End]);
    }

    [Fact]
    public void A_template_that_trims_ends_a_continued_message_without_its_space()
    {
        var template = ChatTemplate.Parse("[{{ messages[0].content | trim }}]");

        Assert.Equal("[One,", template.Render(new Conversation { Messages = [new("assistant", "One, ")], ContinueFinalMessage = true }).Text);
    }

    [Theory]
    [InlineData("""[{"role": "assistant", "content": [{"type": "text", "text": "a"}, {"type": "image"}]}]""", "{% for p in messages[0].content %}{{ p.text }}{% endfor %}!", "a")]
    public void The_last_part_with_text_is_continued(string messages, string template, string expected) =>
        Assert.Equal(expected, ChatTemplate.Parse(template).Render(Conversation.Parse(messages) with { ContinueFinalMessage = true }).Text);

    [Theory]
    [InlineData("[]", "no final message")]
    [InlineData("""[{"role": "assistant"}]""", "no text to continue")]
    [InlineData("""[{"role": "assistant", "content": [{"type": "image"}]}]""", "no text to continue")]
    [InlineData("""[{"role": "assistant", "content": "hidden"}]""", "cannot be continued")]
    public void A_message_that_cannot_be_continued_is_refused(string messages, string part)
    {
        var conversation = Conversation.Parse(messages) with { ContinueFinalMessage = true };

        Assert.Contains(part, Assert.Throws<TemplateException>(() => ChatTemplate.Parse("nothing").Render(conversation)).Message);
    }

    [Fact]
    public void A_prompt_and_a_continued_message_exclude_each_other() =>
        Assert.Throws<ArgumentException>(() => ChatMl.Render(new Conversation { Messages = [new("user", "a")], AddGenerationPrompt = true, ContinueFinalMessage = true }));

    [Fact]
    public void Reasoning_is_found_under_the_names_that_templates_ask_for()
    {
        var template = ChatTemplate.Parse("{{ messages[0].reasoning_content }}{{ messages[0].thinking }}");

        foreach (var name in (string[])["reasoning_content", "thinking", "reasoning"])
            Assert.Equal("hmhm", template.Render(Conversation.Parse($$"""[{"role": "assistant", "{{name}}": "hm"}]""")).Text);
    }

    [Fact]
    public void A_conversation_from_JSON_keeps_all_that_it_says()
    {
        var conversation = Conversation.Parse("""{"messages": [{"role": "user", "content": "a", "name": "n"}], "tools": [{"b": 1, "a": 2}], "documents": null, "add_generation_prompt": true, "variables": {"x": [1.0]}, "time": "2024-07-26T09:05:03"}""");

        var text = ChatTemplate.Parse("{{ messages }}{{ tools | tojson }}{{ documents }}{{ add_generation_prompt }}{{ x }}{{ strftime_now('%d %b %Y') }}").Render(conversation).Text;

        Assert.Equal("""[{'role': 'user', 'content': 'a', 'name': 'n'}][{"b": 1, "a": 2}]NoneTrue[1.0]26 Jul 2024""", text);
        Assert.Equal(("user", "a"), (conversation.Messages[0].Role, conversation.Messages[0].Content));
    }

    [Theory]
    [InlineData("5", "array of messages")]
    [InlineData("{}", "\"messages\"")]
    [InlineData("[5]", "A message is a number")]
    [InlineData("""{"messages": {}}""", "\"messages\" is an object")]
    [InlineData("""{"messages": [], "tools": 5}""", "\"tools\" is a number")]
    [InlineData("""{"messages": [], "add_generation_prompt": 1}""", "true or false")]
    [InlineData("""{"messages": [], "variables": []}""", "\"variables\" is an array")]
    [InlineData("""{"messages": [], "time": "noon"}""", "a time")]
    [InlineData("""{"messages": [], "tool": []}""", "no field \"tool\"")]
    [InlineData("[", "not JSON")]
    public void What_is_no_conversation_is_refused(string json, string part) =>
        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => Conversation.Parse(json)).Message);

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_a_replacement_or_is_refused()
    {
        Assert.Equal("\uFFFD", new ChatMessage("user", "\uD800").Content);
        Assert.Throws<InvalidDataException>(() => ChatMl.Render(Conversation.Parse("""[{"role": "user", "content": "\udc00"}]""")));
    }

    [Fact]
    public void One_template_renders_on_many_threads()
    {
        var texts = Enumerable.Range(0, 200).AsParallel().Select(index => ChatMl.Render([new("user", $"{index}")])).ToArray();

        Assert.Equal(200, texts.Distinct().Count());
    }

    [Fact]
    public void Numbers_of_any_size_pass_unchanged()
    {
        var conversation = new Conversation { Messages = [], Variables = new Dictionary<string, JsonElement> { ["n"] = JsonElement.Parse("[18446744073709551616, 1e5, -0.0, 1.10]") } };

        Assert.Equal("[18446744073709551616, 100000.0, -0.0, 1.1]", ChatTemplate.Parse("{{ n | tojson }}").Render(conversation).Text);
    }
}
