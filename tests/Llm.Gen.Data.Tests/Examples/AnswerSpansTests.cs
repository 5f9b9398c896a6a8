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
