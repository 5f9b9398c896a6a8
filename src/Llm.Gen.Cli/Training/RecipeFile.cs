using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Llm.Gen.Cli.Training;

/// <summary>Reads recipes.</summary>
internal static class RecipeFile
{
    // Not generated: generated readers forget what properties are when a file does not say.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly JsonDocumentOptions Strict = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads a recipe, with some of its values set otherwise.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">"training.learning_rate=1e-3": a path of keys, and JSON or plain text.</param>
    /// <exception cref="InvalidDataException">It is no recipe; the message names the key.</exception>
    public static Recipe Read(string path, IEnumerable<string> settings)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: {(Directory.Exists(path) ? "a folder, and a recipe is a JSON file" : "no such file")}; name a recipe.", path);
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path), documentOptions: Strict) as JsonObject
                ?? throw new InvalidDataException($"{path}: the recipe is no JSON object; expected one with the keys model, data, training, output.");
            foreach (var setting in settings)
                Set(root, setting);
            if (Mistake(root, typeof(Recipe), "") is { } mistake)
                throw new InvalidDataException($"{path}: {mistake}; docs/training.md lists the keys.");

            var recipe = root.Deserialize<Recipe>(Options)!;
            return recipe with { Data = recipe.Data with { Texts = [.. recipe.Data.Texts.Select(text => Path.Combine(Path.GetDirectoryName(path)!, text))] } };
        }
        catch (JsonException problem)
        {
            var mistake = problem.Path is { Length: > 2 } at ? $"{at[2..]} has a value of the wrong kind; correct it" : problem.Message.TrimEnd('.');
            throw new InvalidDataException($"{path}: {mistake}; docs/training.md lists the keys.", problem);
        }
    }

    /// <summary>The first key that is missing, unknown or null where null has no meaning; what is in the model is for the model's own reader.</summary>
    private static string? Mistake(JsonObject json, Type type, string path)
    {
        var keys = Options.GetTypeInfo(type).Properties.Where(key => key.Set is not null).ToDictionary(key => key.Name);
        foreach (var key in keys.Values.Where(key => key.IsRequired && !json.ContainsKey(key.Name)))
            return $"{path}{key.Name} is missing; add it";
        foreach (var (name, value) in json)
        {
            if (!keys.TryGetValue(name, out var key))
                return $"{path}{name} is no key of a recipe here; correct its name, or remove it";
            if (value is null && !key.IsSetNullable)
                return $"{path}{name} is null; give it a value, or leave it out";
            if (value is JsonArray items && items.IndexOf(null) is >= 0 and var at)
                return $"{path}{name}[{at}] is null; give it a value, or leave it out";
            if (value is JsonObject inner && key.PropertyType != typeof(JsonObject) && Mistake(inner, key.PropertyType, $"{path}{name}.") is { } mistake)
                return mistake;
        }
        return null;
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
