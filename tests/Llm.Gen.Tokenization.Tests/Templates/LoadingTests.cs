using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Where templates are found.</summary>
public sealed class LoadingTests : IDisposable
{
    private static readonly Conversation Empty = new() { Messages = [] };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_configuration_holds_the_template_and_the_special_tokens()
    {
        Write("tokenizer_config.json", """{"chat_template": "{{ bos_token }}|{{ eos_token }}|{{ pad_token is defined }}|{{ image_token }}|{{ additional_special_tokens }}", "bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": false}, "pad_token": null, "extra_special_tokens": {"image_token": "<i>"}, "additional_special_tokens": ["<a>", {"content": "<b>"}]}""");

        Assert.Equal("<s>|</s>|False|<i>|['<a>', '<b>']", ChatTemplate.Load(_folder.Path).Render(Empty).Text);
        Assert.Equal("<s>|</s>|False|<i>|['<a>', '<b>']", ChatTemplate.Load(_folder.File("tokenizer_config.json")).Render(Empty).Text);
    }

    [Fact]
    public void Named_templates_are_chosen_by_name_and_for_tools()
    {
        Write("tokenizer_config.json", """{"chat_template": [{"name": "default", "template": "d"}, {"name": "tool_use", "template": "t"}, {"name": "rag", "template": "r"}]}""");

        var templates = ChatTemplates.Load(_folder.Path);

        Assert.Equal(["default", "rag", "tool_use"], templates.Names);
        Assert.Equal("d", templates.For(Empty).Text);
        Assert.Equal("t", templates.For(Empty with { Tools = [] }).Text);
        Assert.Equal("r", templates["rag"].Text);
        Assert.Contains("default, rag, tool_use", Assert.Throws<ArgumentException>(() => templates["other"]).Message);
    }

    [Fact]
    public void Files_of_their_own_go_before_the_configuration()
    {
        Write("tokenizer_config.json", """{"chat_template": "old", "bos_token": "<s>"}""");
        Write("special_tokens_map.json", """{"bos_token": "<other>", "eos_token": "</s>"}""");
        Write("chat_template.jinja", "\uFEFFnew {{ bos_token }}{{ eos_token }}\n");
        Write("additional_chat_templates/rag.jinja", "rag");

        var templates = ChatTemplates.Load(_folder.Path);

        Assert.Equal(["default", "rag"], templates.Names);
        Assert.Equal("new <s></s>", templates.For(Empty).Render(Empty).Text);
    }

    [Fact]
    public void A_processor_s_file_and_a_template_by_itself_are_read_too()
    {
        Write("chat_template.json", """{"chat_template": "processor"}""");
        Write("alone.jinja", "alone");

        Assert.Equal("processor", ChatTemplate.Load(_folder.Path).Text);
        Assert.Equal("alone", ChatTemplate.Load(_folder.File("alone.jinja")).Text);
    }

    [Theory]
    [InlineData("{}", "no chat template")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"chat_template": 5}""", "chat_template is a number")]
    [InlineData("""{"chat_template": [5]}""", "\"name\" and \"template\"")]
    [InlineData("""{"chat_template": "\ud800"}""", "surrogate")]
    public void A_configuration_that_cannot_be_used_is_named(string config, string part)
    {
        Write("tokenizer_config.json", config);

        var problem = Assert.ThrowsAny<Exception>(() => ChatTemplates.Load(_folder.Path));

        Assert.True(problem is InvalidDataException or FileNotFoundException, problem.ToString());
        Assert.Contains(part, problem.Message);
        Assert.Contains(_folder.Path, problem.Message);
    }

    [Fact]
    public void A_template_that_is_not_UTF8_or_not_there_is_named()
    {
        File.WriteAllBytes(_folder.File("latin.jinja"), [0xE9]);

        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => ChatTemplate.Load(_folder.File("latin.jinja"))).Message);
        Assert.Contains("nowhere", Assert.Throws<FileNotFoundException>(() => ChatTemplate.Load(_folder.File("nowhere"))).Message);
    }

    [Fact]
    public void A_GGUF_file_brings_templates_and_special_tokens()
    {
        File.WriteAllBytes(_folder.File("model.gguf"), Gguf(
            ("tokenizer.chat_template", "{{ bos_token }} {{ eos_token }}"),
            ("tokenizer.chat_templates", (string[])["rag"]),
            ("tokenizer.chat_template.rag", "r"),
            ("tokenizer.ggml.tokens", (string[])["<s>", "</s>"]),
            ("tokenizer.ggml.bos_token_id", 0u),
            ("tokenizer.ggml.eos_token_id", 1u)));

        foreach (var path in (string[])[_folder.Path, _folder.File("model.gguf")])
        {
            var templates = ChatTemplates.Load(path);
            Assert.Equal(["default", "rag"], templates.Names);
            Assert.Equal("<s> </s>", templates.For(Empty).Render(Empty).Text);
        }
    }

    [Fact]
    public void A_GGUF_file_that_is_cut_or_has_no_template_is_named()
    {
        File.WriteAllBytes(_folder.File("bare.gguf"), Gguf());
        File.WriteAllBytes(_folder.File("cut.gguf"), Gguf(("tokenizer.chat_template", "text"))[..^2]);

        Assert.Contains("bare.gguf", Assert.Throws<FileNotFoundException>(() => ChatTemplates.Load(_folder.File("bare.gguf"))).Message);
        Assert.Contains("cut.gguf", Assert.Throws<InvalidDataException>(() => ChatTemplates.Load(_folder.File("cut.gguf"))).Message);
    }

    [Fact]
    public void A_template_that_is_never_asked_for_may_be_broken()
    {
        Write("tokenizer_config.json", """{"chat_template": [{"name": "default", "template": "d"}, {"name": "rag", "template": "{% if %}"}]}""");

        var templates = ChatTemplates.Load(_folder.Path);

        Assert.Equal("d", templates.For(Empty).Text);
        Assert.Contains("(rag), line 1", Assert.Throws<TemplateException>(() => templates["rag"]).Message);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    private static byte[] Gguf(params (string Key, object Value)[] metadata)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(0UL);
        writer.Write((ulong)metadata.Length);
        foreach (var (key, value) in metadata)
        {
            WriteText(key);
            writer.Write(value switch { uint => 4u, string => 8u, _ => 9u });
            switch (value)
            {
                case uint number:
                    writer.Write(number);
                    break;
                case string text:
                    WriteText(text);
                    break;
                case string[] texts:
                    writer.Write(8u);
                    writer.Write((ulong)texts.Length);
                    Array.ForEach(texts, WriteText);
                    break;
            }
        }

        return stream.ToArray();

        void WriteText(string text)
        {
            writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
            writer.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
