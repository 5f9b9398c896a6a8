using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Llm.Gen.Cli.Training;

/// <summary>Reads recipes.</summary>
internal static class RecipeFile
{
    // Not generated: generated readers forget what properties are when a file does not say.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a recipe, with some of its values set otherwise.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">"training.learning_rate=1e-3": a path of keys, and JSON or plain text.</param>
    /// <exception cref="InvalidDataException">It is no recipe; the message names the key.</exception>
    public static Recipe Read(string path, IEnumerable<string> settings)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: no such file; name a recipe.", path);
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path), documentOptions: Lenient) as JsonObject
                ?? throw new InvalidDataException($"{path}: the recipe is no JSON object; expected one with the keys model, data, training, output.");
            foreach (var setting in settings)
                Set(root, setting);
            var recipe = root.Deserialize<Recipe>(Options)!;
            return recipe with { Data = recipe.Data with { Texts = [.. recipe.Data.Texts.Select(text => Path.Combine(Path.GetDirectoryName(path)!, text))] } };
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message} Correct the recipe; docs/training.md lists its keys.", problem);
        }
    }

    private static void Set(JsonObject root, string setting)
    {
        if (setting.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
            throw new ArgumentException($"--set {setting} has no value; write key=value, training.learning_rate=1e-3 say.");

        var keys = setting[..at].Split('.');
        var parent = root;
        foreach (var key in keys[..^1])
        {
            if (!parent.ContainsKey(key))
                parent[key] = new JsonObject();
            parent = parent[key] as JsonObject ?? throw new ArgumentException($"--set {setting}: {key} is no object; name one of its keys.");
        }

        parent[keys[^1]] = ValueOf(setting[(at + 1)..]);
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;                    // no JSON: a word
        }
    }
}
