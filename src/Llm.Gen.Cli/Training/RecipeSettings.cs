using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Cli.Training;

/// <summary>
/// Values that are set otherwise than a recipe has them: by the environment, and over that by <c>--set</c>. It remembers where each came from, for messages,
/// and the words in which it came.
/// </summary>
internal sealed class RecipeSettings
{
    private const string Prefix = "LLM_";
    private const string Own = "LLM_GEN_";              // the library's own variables
    private const string Nesting = "__";
    private const int NearMiss = 2;

    private readonly Dictionary<string, (string Origin, string Word)> _origins = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];

    /// <summary>The settings that set nothing, and why: one message each.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Where a value, or something in it, came from, in brackets after a space; nothing where the file has it.</summary>
    public string OriginOf(string path)
    {
        var inside = path + ".";
        var origins = _origins.Where(set => set.Key == path || set.Key.StartsWith(inside, StringComparison.Ordinal)).Select(set => set.Value.Origin).ToList();
        return origins.Count == 0 ? "" : $" ({string.Join(", ", origins)})";
    }

    /// <summary>The words in which a value came; null where the file has it.</summary>
    public string? WordOf(string path) => _origins.TryGetValue(path, out var found) ? found.Word : null;

    /// <summary>Applies variables of the environment: LLM_TRAINING__LEARNING_RATE is training.learning_rate, LLM_SEED is seed.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="environment">Names and values.</param>
    /// <param name="keys">The keys of a recipe itself; a name without nesting that is near none of them is another program's.</param>
    public void ApplyEnvironment(JsonObject root, IDictionary environment, IReadOnlyList<string> keys)
    {
        foreach (var name in environment.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(Own, StringComparison.Ordinal))
                continue;
            var path = name[Prefix.Length..].ToLowerInvariant().Replace(Nesting, ".", StringComparison.Ordinal);
            if (path.Contains('.') || keys.Any(key => Architectures.EditDistance.Between(key, path) <= NearMiss))
                Set(root, path, (string?)environment[name] ?? "", name);
        }
    }

    /// <summary>Applies what the command line sets.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="settings">"training.learning_rate=1e-3": a path of keys, and JSON or plain words.</param>
    public void ApplyCommandLine(JsonObject root, IEnumerable<string> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                Set(root, setting[..at], setting[(at + 1)..], $"--set {setting}");
            else
                _errors.Add($"--set {setting} has no value; write key=value, training.learning_rate=1e-3 say");
        }
    }

    private void Set(JsonObject root, string path, string word, string origin)
    {
        var keys = path.Split('.');
        var parent = root;
        foreach (var key in keys[..^1])
        {
            if (parent[key] is null)
                parent[key] = new JsonObject();
            if (parent[key] is not JsonObject inner)
            {
                _errors.Add($"{key} is no object, and has no keys to be set ({origin}); correct the path");
                return;
            }
            parent = inner;
        }
        parent[keys[^1]] = ValueOf(word);
        _origins[path] = (origin, word);
    }

    private static JsonNode? ValueOf(string word)
    {
        try
        {
            return JsonNode.Parse(word);
        }
        catch (JsonException)
        {
            return word;                    // no JSON: a word
        }
    }
}
