using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>One JSON object of tokenizer.json, read field by field with errors that say where.</summary>
internal readonly struct Component
{
    private readonly JsonElement _element;

    public Component(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{(place.Length == 0 ? "the file" : place)} is {Kind(element)}; expected an object.");
        (_element, Place) = (element, place);
        foreach (var property in element.EnumerateObject())
            ReadName(property, place.Length == 0 ? "the file" : place); // half of a surrogate pair in one name would fail the search for any
    }

    /// <summary>Where in the file, as a path of names.</summary>
    public string Place { get; }

    /// <summary>The field that says what the component is.</summary>
    public string Type => Text("type");

    /// <summary>The same, readable after its document is gone.</summary>
    public Component Kept() => new(_element.Clone(), Place);

    /// <summary>Refuses fields that nobody here knows and fields that come twice, so that none is ignored.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            var name = ReadName(property, Place);
            if (!seen.Add(name))
                throw new InvalidDataException($"{Path(name)} comes twice; remove one.");
            if (name != "type" && !names.Contains(name))
                throw new NotSupportedException($"{Path(name)} is not a field that is known here; remove it if it changes nothing.");
        }
    }

    public bool Has(string name) => _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public bool IsText(string name) => Has(name) && _element.GetProperty(name).ValueKind == JsonValueKind.String;

    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "a string");

    public string? OptionalText(string name)
    {
        if (!Has(name))
            return null;
        var value = _element.GetProperty(name);
        return value.ValueKind == JsonValueKind.String ? ReadText(value, Path(name)) : throw Wrong(name, value, "a string");
    }

    /// <summary>A string of exactly one character (code point).</summary>
    public string Character(string name)
    {
        var text = Text(name);
        return Rune.DecodeFromUtf16(text, out _, out var width) == OperationStatus.Done && width == text.Length
            ? text
            : throw new InvalidDataException($"{Path(name)} is '{text}'; expected one character.");
    }

    /// <summary>A string of exactly one UTF-16 unit.</summary>
    public char Unit(string name) =>
        Text(name) is [var c] ? c : throw new NotSupportedException($"{Path(name)} is '{Text(name)}'; only single characters up to U+FFFF are supported here.");

    public bool Flag(string name, bool fallback = false)
    {
        if (!Has(name))
            return fallback;
        var value = _element.GetProperty(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");
    }

    public int Number(string name)
    {
        if (!Has(name))
            throw Missing(name, "a number");
        var value = _element.GetProperty(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, value, "a whole number below 2^31");
    }

    /// <summary>A number from 0.</summary>
    public int Count(string name, int? fallback = null)
    {
        if (!Has(name) && fallback is { } missing)
            return missing;
        var number = Number(name);
        return number >= 0 ? number : throw new InvalidDataException($"{Path(name)} is {number}; expected a number from 0.");
    }

    public Component Child(string name) => Has(name) ? new(_element.GetProperty(name), Path(name)) : throw Missing(name, "an object");

    public Component? OptionalChild(string name) => Has(name) ? Child(name) : null;

    public IReadOnlyList<Component> Children(string name)
    {
        var path = Path(name);
        return [.. Array(name).Select((item, index) => new Component(item, $"{path}[{index}]"))];
    }

    /// <summary>The items of an array.</summary>
    public IReadOnlyList<JsonElement> Array(string name) => [.. Value(name, JsonValueKind.Array, "an array").EnumerateArray()];

    /// <summary>A field of the given kind.</summary>
    public JsonElement Value(string name, JsonValueKind kind, string expected)
    {
        if (!Has(name))
            throw Missing(name, expected);
        var value = _element.GetProperty(name);
        return value.ValueKind == kind ? value : throw Wrong(name, value, expected);
    }

    /// <summary>The text of a JSON string. Half of a surrogate pair is no text.</summary>
    public static string ReadText(JsonElement value, string place)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Half(place);
        }
    }

    /// <summary>The name of a field, with the same condition.</summary>
    public static string ReadName(JsonProperty property, string place)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Half(place);
        }
    }

    private static InvalidDataException Half(string place) =>
        new($"{place} holds half of a surrogate pair; tokens must be whole Unicode characters.");

    private string Path(string name) => Place.Length == 0 ? name : $"{Place}.{name}";

    private InvalidDataException Missing(string name, string expected) =>
        new($"{(Place.Length == 0 ? name : Path(name))} is missing; expected {expected}.");

    private InvalidDataException Wrong(string name, JsonElement value, string expected) =>
        new($"{(Place.Length == 0 ? name : Path(name))} is {Kind(value)}; expected {expected}.");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };
}
