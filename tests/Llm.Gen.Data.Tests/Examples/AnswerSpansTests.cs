using Llm.Gen.Tests;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Data.Tests;

public sealed class AnswerSpansTests
{
    private const string Folder = "chat_templates/trl";
    private const string Marked = "_training.jinja";

    private static readonly Conversation _talk = new()
    {
        Messages = [new("user", "How many legs has a spider?"), new("assistant", "Eight legs."), new("user", "And a bee?"), new("assistant", "Six legs.")],
    };

    /// <summary>Templates with marks, and the same as published without them. Some of these write earlier turns otherwise, which is refused.</summary>
    [DataFact(Folder)]
    public void Answers_that_are_found_turn_by_turn_are_those_that_marks_show()
    {
        var compared = 0;
        foreach (var marked in Directory.GetFiles(SharedData.Find(Folder), "*" + Marked).Order(StringComparer.Ordinal))
        {
            var plain = marked[..^Marked.Length] + ".jinja";
            if (!File.Exists(plain) || Learnt(marked) is not { } expected || Learnt(plain) is not { } found || expected.Text != found.Text)
                continue;
            Assert.True(Agree(expected.Parts, found.Parts), $"{Path.GetFileName(plain)}: [{string.Join("] [", found.Parts)}] where marks have [{string.Join("] [", expected.Parts)}]");
            compared++;
        }
        Assert.InRange(compared, 8, int.MaxValue);
    }

    /// <summary>The default system prompt, the role and the thoughts that a template writes ahead of a first answer.</summary>
    [Theory]
    [InlineData("{% if add_generation_prompt %}<assistant>\n{% endif %}", "", "Eight legs.<end>")]
    [InlineData("", "", "Eight legs.<end>")]
    [InlineData("{% if add_generation_prompt %}<assistant>\n{% endif %}", "<think></think>", "<think></think>Eight legs.<end>")]
    public void An_answer_that_nothing_comes_before_is_learnt_as_later_ones(string prompt, string thoughts, string learnt)
    {
        var template = ChatTemplate.Parse(
            "{% for m in messages %}{% if loop.first and m.role != 'system' %}<system>\nEight legs. Be brief.<end>{% endif %}<{{ m.role }}>\n{% if m.role == 'assistant' %}" + thoughts + "{% endif %}{{ m.content | trim }}<end>{% endfor %}" + prompt);

        var chat = AnswerSpans.Render(template, new Conversation { Messages = [new("assistant", " Eight legs."), .. _talk.Messages] }, LearnFrom.Answers);

        Assert.Equal(3, chat.AssistantSpans.Count);
        Assert.Equal(learnt, chat.Text[chat.AssistantSpans[0].Start..chat.AssistantSpans[0].End]);
        if (prompt.Length > 0)
            Assert.Equal(learnt, chat.Text[chat.AssistantSpans[1].Start..chat.AssistantSpans[1].End]);
    }

    [Fact]
    public void A_first_answer_that_the_template_leaves_out_is_refused()
    {
        var template = ChatTemplate.Parse("<system>{% for m in messages[1:] %}<{{ m.role }}>{{ m.content }}{% endfor %}");

        var problem = Assert.Throws<AnswerSpansException>(() => AnswerSpans.Render(template, new Conversation { Messages = [new("assistant", "Hello.")] }, LearnFrom.Answers));

        Assert.Contains("does not write the content of message 1", problem.Message);
    }

    /// <summary>Marks may leave out the white space or the token at the end of a turn.</summary>
    private static bool Agree(string[] marked, string[] found) =>
        marked.Length == found.Length && marked.Zip(found).All(pair => pair.Second.TrimStart().StartsWith(pair.First.Trim(), StringComparison.Ordinal));

    /// <summary>Spans that touch as one.</summary>
    private static List<TextSpan> Joined(IEnumerable<TextSpan> spans)
    {
        var joined = new List<TextSpan>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && joined[^1].End == span.Start)
                joined[^1] = joined[^1] with { End = span.End };
            else
                joined.Add(span);
        }
        return joined;
    }

    private static (string Text, string[] Parts)? Learnt(string path)
    {
        try
        {
            var template = ChatTemplate.Parse(File.ReadAllText(path), new ChatTemplateOptions { SpecialTokens = new Dictionary<string, string> { ["bos_token"] = "<s>", ["eos_token"] = "</s>" } });
            var chat = AnswerSpans.Render(template, _talk, LearnFrom.Answers);
            return (chat.Text, [.. Joined(chat.AssistantSpans).Select(span => chat.Text[span.Start..span.End])]);
        }
        catch (Exception problem) when (problem is TemplateException or AnswerSpansException)
        {
            return null;                // wants pictures, or forgets thoughts of earlier turns
        }
    }
}
