using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Every template of the goldens with every conversation.</summary>
public class ChatGoldenTests
{
    public static TheoryData<string> Templates =>
        [.. Directory.EnumerateFiles(Fixtures.Find("tokenization/chat/templates"), "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [DataTheory(TemplateSources.Folder)]
    [MemberData(nameof(Templates))]
    public void A_template_renders_what_the_reference_renders(string file)
    {
        var golden = Golden.Read("chat", "templates", file);
        var template = ChatGolden.Parse(TemplateSources.Read(golden.Text("template")));
        var problems = golden.List("cases").Select(record => Difference(template, record)).OfType<string>().ToArray();

        Assert.True(problems.Length == 0, string.Join('\n', problems));
        Assert.Equal(golden.List("cases").Any(record => record.TryGetProperty("assistant_spans", out _)), template.MarksAssistant);
    }

    private static string? Difference(ChatTemplate template, JsonElement record)
    {
        var name = record.Text("conversation");
        try
        {
            var rendered = template.Render(ChatGolden.Conversation(name));
            if (record.Fails())
                return $"{name}: {record.Text("error")} '{record.Text("message")}' was expected, not '{rendered.Text}'";
            if (rendered.Text != record.Text("text"))
                return $"{name}: '{rendered.Text}' instead of '{record.Text("text")}'";
            var spans = record.TryGetProperty("assistant_spans16", out _) ? record.Ids("assistant_spans16") : record.TryGetProperty("assistant_spans", out _) ? record.Ids("assistant_spans") : null;
            var found = rendered.AssistantSpans.SelectMany(span => new[] { span.Start, span.End }).ToArray();
            return spans is null || spans.SequenceEqual(found) ? null : $"{name}: spans {string.Join(' ', found)} instead of {string.Join(' ', spans)}";
        }
        catch (TemplateException problem)
        {
            if (!record.Fails())
                return $"{name}: {problem.Message}";
            var refusal = record.Text("error") == "raised" ? record.Text("message") : null;
            return refusal == problem.Refusal ? null : $"{name}: refusal '{problem.Refusal}' instead of '{refusal}'; {problem.Message}";
        }
    }
}
