using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>The texts of the templates that goldens name: files of the data, or inside its tokenizer_config.json files.</summary>
internal static class TemplateSources
{
    public const string Folder = "chat_templates";

    public static string Read(string name)
    {
        if (name.EndsWith(".jinja", StringComparison.Ordinal))
            return File.ReadAllText(SharedData.Find($"{Folder}/{name}"));
        using var config = JsonDocument.Parse(File.ReadAllBytes(SharedData.Find($"{name}/tokenizer_config.json")));
        return config.RootElement.GetProperty("chat_template").GetString()!;
    }
}
