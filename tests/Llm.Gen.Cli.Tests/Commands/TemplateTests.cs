using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class TemplateTests
{
    private const string Template = "{{ bos_token }}{% for m in messages %}<{{ m.role }}>{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}{{ tools and '[tools]' or '' }}";

    [Fact]
    public void A_conversation_becomes_the_text_that_the_model_reads()
    {
        using var folder = Model();

        var run = Llm.Run(["template", folder.Path, "--add-generation-prompt"], """[{"role": "user", "content": "Grüße 🌍"}]""");

        Assert.Equal((0, "", "<s><user>Grüße 🌍<assistant>"), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public void Json_has_the_text_and_what_the_assistant_says()
    {
        using var folder = Model();
        File.WriteAllText(folder.File("chat.json"), """{"messages": [{"role": "user", "content": "a"}], "tools": [{}]}""");

        var run = Llm.Run("template", folder.Path, "--conversation", folder.File("chat.json"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("<s><user>a[tools]", run.Json.GetProperty("text").GetString());
        Assert.Equal("[[9,10]]", run.Json.GetProperty("assistant_spans").GetRawText().Replace("\n", "").Replace(" ", ""));
    }

    [Fact]
    public void A_template_is_taken_by_its_name()
    {
        using var folder = Model();
        Directory.CreateDirectory(folder.File("additional_chat_templates"));
        File.WriteAllText(folder.File("additional_chat_templates/short.jinja"), "{{ messages | length }}");

        Assert.Equal("0", Llm.Run(["template", folder.Path, "--name", "short"], "[]").Output);
        Llm.Run(["template", folder.Path, "--name", "long"], "[]").AssertRefused("'long'", "default, short");
    }

    [Fact]
    public void What_cannot_be_rendered_is_one_line()
    {
        using var folder = Model();
        File.WriteAllText(folder.File("broken.jinja"), "{% if x %}\n{% endfor %}");
        File.WriteAllText(folder.File("refusing.jinja"), "\n\n{{ raise_exception('no\nway') }}");
        File.WriteAllText(folder.File("endless.jinja"), "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}");

        Llm.Run(["template", folder.File("broken.jinja")], "[]").AssertRefused("broken.jinja, line 2", "'endfor'");
        Llm.Run(["template", folder.File("refusing.jinja")], "[]").AssertRefused("line 3", "refuses", "no way");
        Llm.Run(["template", folder.File("endless.jinja")], "[]").AssertRefused("line 1", "steps");
        Llm.Run(["template", folder.File("nowhere")], "[]").AssertRefused("nowhere");
        Llm.Run(["template", folder.Path], "{").AssertRefused("standard input", "JSON");
        Llm.Run(["template", folder.Path], """[{"role": "user", "content": "\ud800"}]""").AssertRefused("surrogate");
        Llm.Run(["template", folder.Path], Encoding.Latin1.GetBytes("\"\xE9\"")).AssertRefused("UTF-8");
        Llm.Run(["template", folder.Path], "{\"message\": []}").AssertRefused("\"messages\"");
        Llm.Run(["template", folder.Path, "--conversation", folder.File("nowhere")], "").AssertRefused("nowhere");
    }

    [Fact]
    public void A_gguf_brings_its_template_or_is_refused() =>
        Llm.Run(["template", Directory.GetFiles(Fixtures.Find("formats/gguf"), "*.gguf")[0]], "[]").AssertRefused("no chat template");

    private static TemporaryFolder Model()
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("chat_template.jinja"), Template);
        File.WriteAllText(folder.File("tokenizer_config.json"), """{"bos_token": {"content": "<s>"}, "chat_template": "old"}""");
        return folder;
    }
}
