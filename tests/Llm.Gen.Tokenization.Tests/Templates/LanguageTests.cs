using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Corners of the language: the templates of Language.txt, each with what Jinja renders (language.py), or that it fails.</summary>
public class LanguageTests
{
    private static readonly JsonElement Reference =
        JsonElement.Parse(File.ReadAllBytes(Repository.Find("tests/Llm.Gen.Tokenization.Tests/Templates/Language.json")));

    public static TheoryData<string> Groups => [.. Reference.GetProperty("groups").EnumerateObject().Select(group => group.Name)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_template_renders_what_Jinja_renders(string group)
    {
        var problems = Reference.GetProperty("groups").GetProperty(group).EnumerateArray().Select(Difference).OfType<string>().ToArray();

        Assert.True(problems.Length == 0, $"{problems.Length} differ:\n{string.Join('\n', problems)}");
    }

    private static string? Difference(JsonElement record)
    {
        var template = record.Text("template");
        var expected = record.TextOr("text", null);
        try
        {
            var text = Variables.Render(template, Reference.GetProperty("variables"));
            return text == expected ? null : $"{template}\n    is       {text}\n    expected {expected ?? record.Text("error")}";
        }
        catch (TemplateException problem)
        {
            return expected is null ? null : $"{template}\n    fails    {problem.Message}\n    expected {expected}";
        }
    }
}
