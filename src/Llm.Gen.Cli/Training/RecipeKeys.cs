using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Llm.Gen.Cli.Training;

/// <summary>Holds a recipe's keys and values against the types that they become; what is wrong is collected, and told with where it came from.</summary>
internal sealed class RecipeKeys(RecipeSettings settings)
{
    // Not generated: generated readers forget what properties are when a file does not say.
    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly List<string> _errors = [.. settings.Errors];
    private readonly List<(JsonObject Parent, string Name)> _wrong = [];

    /// <summary>What is wrong so far, in the order of the recipe.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The keys that a type has in a recipe.</summary>
    public static IReadOnlyList<string> Of(Type type) => [.. KeysOf(type).Keys];

    /// <summary>Options with some of their values set otherwise, by their names as a recipe has them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="settings">"optimizer.name=lion": a path of keys, and JSON or plain words.</param>
    /// <exception cref="ArgumentException">Something is wrong with them, all told at once.</exception>
    public static T With<T>(T options, IReadOnlyList<string> settings)
        where T : class =>
        TryWith(options, settings, out var errors) is { } set && errors.Count == 0
            ? set
            : throw new ArgumentException($"{string.Join("; ", errors)}. docs/training.md lists the keys.");

    /// <summary>Options with some of their values set otherwise, as far as that goes; null where nothing is left of them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="settings">"optimizer.name=lion": a path of keys, and JSON or plain words.</param>
    /// <param name="errors">What is wrong with the settings, and was left out: one message each.</param>
    public static T? TryWith<T>(T options, IReadOnlyList<string> settings, out IReadOnlyList<string> errors)
        where T : class
    {
        errors = [];
        if (settings.Count == 0)
            return options;
        var json = JsonSerializer.SerializeToNode(options, _options)!.AsObject();
        var given = new RecipeSettings();
        given.ApplyCommandLine(json, settings);
        var keys = new RecipeKeys(given);
        var set = keys.Read<T>(json, "") ?? keys.ReadRest<T>(json);
        errors = keys.Errors;
        return set;
    }

    /// <summary>Reads an object as a type; null, and what is wrong is among the errors.</summary>
    /// <param name="json">The object.</param>
    /// <param name="path">The keys that lead to it.</param>
    public T? Read<T>(JsonObject json, string path)
        where T : class
    {
        var before = _errors.Count;
        Check(json, typeof(T), path.Length == 0 ? "" : path + ".");
        return _errors.Count == before ? json.Deserialize<T>(_options) : null;
    }

    /// <summary>Reads what is well of an object whose errors are told, so that what it says can be looked at too; null where a key that has to be there is not.</summary>
    /// <param name="json">The object, or one that holds it, was read; what was wrong in it is gone after this.</param>
    public T? ReadRest<T>(JsonObject json)
        where T : class
    {
        foreach (var (parent, name) in _wrong)
            parent.Remove(name);
        try
        {
            return json.Deserialize<T>(_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Check(JsonObject json, Type type, string path)
    {
        var keys = KeysOf(type);
        foreach (var key in keys.Values.Where(key => key.IsRequired && !json.ContainsKey(key.Name)))
            _errors.Add($"{path}{key.Name} is missing; add it");
        foreach (var (name, value) in json.ToList())
        {
            var before = _errors.Count;
            if (!keys.TryGetValue(name, out var key))
                _errors.Add($"{path}{name} is no key of a recipe here{settings.OriginOf(path + name)}; {Nearest(name, keys.Keys)}");
            else if (value is null && !key.IsSetNullable)
                _errors.Add($"{path}{name} is null{settings.OriginOf(path + name)}; give it a value, or leave it out");
            else if (value is not null)
                CheckValue(json, name, value, key.PropertyType, path);
            if (_errors.Count > before && !(value is JsonObject && key is not null && HasKeys(key.PropertyType)))
                _wrong.Add((json, name));
        }
    }

    private void CheckValue(JsonObject json, string name, JsonNode value, Type type, string path)
    {
        var full = path + name;
        if (type == typeof(string) && value.GetValueKind() != JsonValueKind.String && settings.WordOf(full) is null)
            _errors.Add(Wrong(full, value, type));
        else if (type == typeof(string) && settings.WordOf(full) is { } word)
            json[name] = value.GetValueKind() == JsonValueKind.String ? value.DeepClone() : word;       // a text that looks like a number
        else if (HasKeys(type))
            CheckObject(value, type, full);
        else if (value is JsonArray items && ItemOf(type) is { } item)
            CheckItems(items, item, full);
        else if (!Fits(value, type))
            _errors.Add(Wrong(full, value, type));
    }

    private void CheckObject(JsonNode value, Type type, string path)
    {
        if (value is JsonObject inner)
            Check(inner, type, path + ".");
        else
            _errors.Add(Wrong(path, value, type));
    }

    private void CheckItems(JsonArray items, Type type, string path)
    {
        for (var at = 0; at < items.Count; at++)
        {
            if (items[at] is null)
                _errors.Add($"{path}[{at}] is null{settings.OriginOf(path)}; give it a value, or leave it out");
            else if (HasKeys(type))
                CheckObject(items[at]!, type, $"{path}[{at}]");
            else if (!Fits(items[at]!, type))
                _errors.Add(Wrong($"{path}[{at}]", items[at]!, type));
        }
    }

    private static bool Fits(JsonNode value, Type type)
    {
        try
        {
            value.Deserialize(type, _options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string Wrong(string path, JsonNode value, Type type) => $"{path} is {Shown(value)}{settings.OriginOf(path)}, expected {Words(type)}";

    private static string Shown(JsonNode value) => value.ToJsonString() is { Length: <= 40 } text ? text : value.ToJsonString()[..40] + "..";

    private static string Words(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return $"one of {string.Join(", ", Enum.GetValues(plain).Cast<object>().Select(value => JsonSerializer.Serialize(value, plain, _options).Trim('"')))}";
        if (HasKeys(plain))
            return $"an object with the keys {string.Join(", ", KeysOf(plain).Keys)}";
        return plain switch
        {
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "a whole number",
            _ when plain == typeof(double) => "a number",
            _ when plain == typeof(TimeSpan) => "a time as \"00:10:00\"",
            _ when plain == typeof(JsonObject) => "an object",
            _ when plain == typeof(string) => "a text",
            _ when ItemOf(plain) is { } item => $"a list, each item {Words(item)}",
            _ => $"a {plain.Name}",
        };
    }

    /// <summary>What to do about a name that is not known.</summary>
    internal static string Nearest(string name, IEnumerable<string> keys)
    {
        var nearest = keys.MinBy(key => Architectures.EditDistance.Between(key, name));
        return nearest is not null && Architectures.EditDistance.Between(nearest, name) <= Math.Max(2, name.Length / 3)
            ? $"did you mean {nearest}?"
            : $"known are {string.Join(", ", keys)}";
    }

    private static bool HasKeys(Type type) => _options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object && type != typeof(JsonObject);

    private static Type? ItemOf(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments()[0] : null;

    private static Dictionary<string, JsonPropertyInfo> KeysOf(Type type) => _options.GetTypeInfo(type).Properties.Where(key => key.Set is not null).ToDictionary(key => key.Name);
}
