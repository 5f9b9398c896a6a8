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

    private static readonly JsonDocumentOptions Strict = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static readonly string[] Nullable = ["training.time_limit", "training.clip_norm"];

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
            if (NullIn(root, "") is { } key)
                throw new InvalidDataException($"{path}: {key} is null; give it a value, or leave it out.");

            var recipe = root.Deserialize<Recipe>(Options)!;
            return recipe with { Data = recipe.Data with { Texts = [.. recipe.Data.Texts.Select(text => Path.Combine(Path.GetDirectoryName(path)!, text))] } };
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: {Describe(problem)}; docs/training.md lists the keys.", problem);
        }
    }

    // The reader names types of ours; a user knows keys.
    private static string Describe(JsonException problem)
    {
        if (problem.Message.Contains("missing required properties", StringComparison.Ordinal))
            return $"keys are missing: {problem.Message[(problem.Message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}; add them";
        if (problem.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{problem.Message.Split('\'')[1]} is no key of a recipe here; correct its name, or remove it";
        return problem.Path is { Length: > 2 } at ? $"{at[2..]} has a value of the wrong kind; correct it" : problem.Message.TrimEnd('.');
    }

    /// <summary>The path of a value that is null where null has no meaning; keys of the model may be null.</summary>
    private static string? NullIn(JsonNode parent, string path)
    {
        var members = parent switch
        {
            JsonObject named => named.Select(member => (Path: path + member.Key, member.Value)),
            JsonArray items => items.Select((item, i) => (Path: $"{path.TrimEnd('.')}[{i}]", Value: item)),
            _ => [],
        };
        foreach (var (key, value) in members)
        {
            if (value is null && !Nullable.Contains(key))
                return key;
            if (value is not null && key != "model" && NullIn(value, key + ".") is { } inner)
                return inner;
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
