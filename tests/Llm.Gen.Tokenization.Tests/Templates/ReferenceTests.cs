using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>The collections of templates in the data that state what Jinja renders: <c>{ok, text}</c>, or not ok where it fails.</summary>
public class ReferenceTests
{
    private const string Folder = $"{TemplateSources.Folder}/derived_cases";

    [DataFact(Folder)]
    public void Templates_with_contexts_render_what_Jinja_renders()
    {
        var golden = Read("jinja2_goldens.json");
        var contexts = golden.GetProperty("contexts");
        Check(golden.List("renderings").Select(record => ($"{record.Text("template")} {record.Text("context")}", TemplateSources.Read(record.Text("template")), contexts.GetProperty(record.Text("context")), record)));
    }

    [DataFact(Folder)]
    public void Templates_of_models_render_what_Jinja_renders() =>
        Check(Read("hfjs_jinja_e2e_cases.json").EnumerateArray().Select(record => (record.Text("name"), record.Text("chat_template"), record.GetProperty("data"), record.GetProperty("jinja2"))));

    [DataFact(Folder)]
    public void The_language_renders_what_Jinja_renders() =>
        Check(Read("hfjs_jinja_language_cases.json").EnumerateArray().Select(record => (record.Text("name"), record.Text("template"), record.GetProperty("context"), record.GetProperty("jinja2"))));

    [DataFact(Folder)]
    public void Templates_with_one_conversation_render_what_Jinja_renders()
    {
        var golden = Read("llamacpp_chat_template_cases.json");
        Check(golden.List("cases").Select(record => (record.Text("name"), record.Text("template_str"), Context(golden, record), record.GetProperty("jinja2"))));
    }

    private static JsonElement Context(JsonElement golden, JsonElement record) => JsonSerializer.SerializeToElement(new
    {
        messages = golden.GetProperty("messages"),
        add_generation_prompt = golden.GetProperty("add_generation_prompt"),
        bos_token = record.TextOr("bos_token", ""),
        eos_token = record.TextOr("eos_token", ""),
    });

    private static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(SharedData.Find($"{Folder}/{name}"))).RootElement;

    private static void Check(IEnumerable<(string Name, string Template, JsonElement Context, JsonElement Expected)> cases)
    {
        var problems = cases.Select(Difference).OfType<string>().ToArray();

        Assert.True(problems.Length == 0, $"{problems.Length} differ:\n{string.Join('\n', problems.Take(20))}");
    }

    private static string? Difference((string Name, string Template, JsonElement Context, JsonElement Expected) item)
    {
        var expected = item.Expected.GetProperty("ok").GetBoolean() ? item.Expected.Text("text") : null;
        try
        {
            var text = Variables.Render(item.Template, item.Context);
            return text == expected ? null : $"{item.Name}: '{text}' instead of '{expected ?? item.Expected.GetRawText()}'";
        }
        catch (TemplateException problem)
        {
            return expected is null ? null : $"{item.Name}: {problem.Message}";
        }
    }
}
