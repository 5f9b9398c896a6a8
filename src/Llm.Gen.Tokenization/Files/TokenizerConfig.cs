using System.Globalization;
using System.Text.Json;

namespace Llm.Gen.Tokenization;

/// <summary>What tokenizer_config.json and special_tokens_map.json say, the first before the second.</summary>
internal sealed class TokenizerConfig
{
    private readonly JsonElement? _config;
    private readonly JsonElement? _map;

    /// <param name="config">The text of tokenizer_config.json; empty if there is none.</param>
    /// <param name="map">The text of special_tokens_map.json; empty if there is none.</param>
    /// <exception cref="InvalidDataException">One of them is malformed; the message names it.</exception>
    public TokenizerConfig(ReadOnlyMemory<byte> config, ReadOnlyMemory<byte> map)
    {
        (_config, _map) = (Parse("tokenizer_config.json", config), Parse("special_tokens_map.json", map));
    }

    /// <summary>The class of the tokenizer in transformers, without the word Fast.</summary>
    public string? TokenizerClass => Text("tokenizer_class") is { } name && name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : Text("tokenizer_class");

    /// <summary>A token with a role such as bos_token: a string, or an object with the field "content".</summary>
    public string? Token(string name) => Content(_config, name) ?? Content(_map, name);

    /// <summary>A text of tokenizer_config.json.</summary>
    public string? Text(string name) => Content(_config, name);

    /// <summary>A setting of tokenizer_config.json; null if it is not there.</summary>
    public bool? Flag(string name) => _config is { } config && config.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw new InvalidDataException($"tokenizer_config.json: {name} is {value.GetRawText()}; expected true or false."),
    } : null;

    /// <summary>The tokens of added_tokens_decoder, in the order of their ids.</summary>
    public IReadOnlyList<AddedToken> AddedTokens()
    {
        if (_config is not { } config || !config.TryGetProperty("added_tokens_decoder", out var tokens) || tokens.ValueKind != JsonValueKind.Object)
            return [];
        List<AddedToken> added = [];
        foreach (var token in tokens.EnumerateObject())
        {
            var number = Component.ReadName(token, "tokenizer_config.json: added_tokens_decoder");
            var place = $"tokenizer_config.json: added_tokens_decoder.{number}";
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                throw new InvalidDataException($"{place} is not the id of a token; expected a whole number from 0.");
            added.Add(AddedTokenReader.Token(new Component(token.Value, place), id));
        }

        return [.. added.OrderBy(token => token.Id)];
    }

    private static JsonElement? Parse(string name, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
            return null;
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException($"{name} is not a JSON object.");
            foreach (var property in document.RootElement.EnumerateObject())
                Component.ReadName(property, name);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{name} is not JSON: {exception.Message}", exception);
        }
    }

    private static string? Content(JsonElement? file, string name)
    {
        if (file is not { } element || !element.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return new Component(value, name).OptionalText("content");
        return value.ValueKind == JsonValueKind.String ? Component.ReadText(value, name) : null;
    }
}
