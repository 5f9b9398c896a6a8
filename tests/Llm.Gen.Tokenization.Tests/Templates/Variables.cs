using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Renders templates with variables from JSON and nothing else defined.</summary>
internal static class Variables
{
    private static readonly DateTime Time = new(2025, 7, 10, 12, 0, 0);

    public static string Render(string template, JsonElement variables, TemplateLimits? limits = null) =>
        ChatTemplate.Parse(template, new() { Limits = limits ?? TemplateLimits.Default })
            .Render(variables.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value)), Time);

    public static string Render(string template, string variables = "{}") => Render(template, JsonElement.Parse(variables));
}
