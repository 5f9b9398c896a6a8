using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm template MODEL|FILE</c>: a conversation as the text that its model reads. Torch is never loaded.</summary>
internal static class TemplateCommand
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "a Hugging Face folder, a .gguf, a .jinja file or a tokenizer_config.json" };
        var conversation = new Option<string>("--conversation") { Description = "the file with the conversation; standard input if left out" };
        var name = new Option<string>("--name") { Description = "the template to take of a model that has several" };
        var prompt = new Option<bool>("--add-generation-prompt") { Description = "end with what begins an answer of the model" };
        var json = Parameters.Json();
        var command = new Command("template", "Read a conversation as JSON (an array of messages, or an object with messages and tools), write the text that the model reads.")
        {
            model, conversation, name, prompt, json,
        };
        command.SetAction(parsed =>
        {
            var templates = ChatTemplates.Load(parsed.GetRequiredValue(model));
            var chat = Read(parsed.GetValue(conversation));
            if (parsed.GetValue(prompt))
                chat = chat with { AddGenerationPrompt = true };
            var template = parsed.GetValue(name) is { } chosen ? templates[chosen] : templates.For(chat);
            Print(templates, template.Render(chat), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Conversation Read(string? path)
    {
        var source = path ?? "standard input";
        try
        {
            return Conversation.Parse(StrictUtf8.GetString(path is null ? ReadInput() : File.ReadAllBytes(path)));
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"{source}: not UTF-8.", problem);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{source}: {problem.Message}", problem);
        }
    }

    private static byte[] ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return content.ToArray();
    }

    private static void Print(ChatTemplates templates, RenderedChat chat, bool isJson)
    {
        if (isJson)
        {
            Report.Print(new JsonObject
            {
                ["text"] = chat.Text,
                ["assistant_spans"] = new JsonArray([.. chat.AssistantSpans.Select(span => new JsonArray(span.Start, span.End))]),
                ["templates"] = new JsonArray([.. templates.Names.Select(name => JsonValue.Create(name))]),
            });
            return;
        }

        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(chat.Text));
    }
}
