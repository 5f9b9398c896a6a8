using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Cli.Training;

/// <summary>The text of a recipe: JSON with comments, or YAML.</summary>
internal static class RecipeText
{
    private static readonly string[] _yamlExtensions = [".yaml", ".yml"];

    private static readonly JsonDocumentOptions _strict = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no JSON or YAML, or no object; the message says where.</exception>
    public static JsonObject Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: {(Directory.Exists(path) ? "a folder, and a recipe is a JSON or YAML file" : "no such file")}; name a recipe.", path);
        var isYaml = _yamlExtensions.Contains(Path.GetExtension(path).ToLowerInvariant());
        var root = isYaml ? YamlText.Parse(path, File.ReadAllText(path)) : ParseJson(path, File.ReadAllText(path));
        return root as JsonObject ?? throw new InvalidDataException($"{path}: the recipe is no object; expected one with the keys model, data, training, output.");
    }

    private static JsonNode? ParseJson(string path, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: _strict);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message.TrimEnd('.')}; correct the JSON.", problem);
        }
    }
}
