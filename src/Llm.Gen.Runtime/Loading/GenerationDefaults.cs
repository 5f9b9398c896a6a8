using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Runtime;

/// <summary>What a checkpoint says of generation: its generation_config.json, or the fields that older checkpoints keep in config.json.</summary>
public sealed record GenerationDefaults
{
    /// <summary>The file's name in a Hugging Face folder.</summary>
    public const string FileName = "generation_config.json";

    /// <summary>Tokens that end a text; none unless said.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>The token that begins a text, or none.</summary>
    public int? BeginToken { get; init; }

    /// <summary>The token that fills rows of a batch, or none.</summary>
    public int? PaddingToken { get; init; }

    /// <summary>The text of the file, kept so that saving writes it back.</summary>
    internal string? Text { get; init; }

    /// <summary>The file to write: the one that was read, with what was changed since; none where there is nothing to say.</summary>
    internal string? ToText()
    {
        var json = Text is null ? [] : JsonNode.Parse(Text)!.AsObject();
        var isChanged = false;
        Set("eos_token_id", StopTokens);
        Set("bos_token_id", BeginToken is { } begin ? [begin] : []);
        Set("pad_token_id", PaddingToken is { } padding ? [padding] : []);
        return isChanged ? json.ToJsonString(new() { WriteIndented = true }) + "\n" : Text;

        void Set(string key, IReadOnlyList<int> ids)
        {
            using var present = JsonDocument.Parse(json.ToJsonString());
            if (ids.SequenceEqual(Ids(present.RootElement, key)))
                return;
            json[key] = ids.Count switch { 0 => null, 1 => ids[0], _ => new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
            isChanged = true;
        }
    }

    /// <summary>Reads them for a model.</summary>
    /// <param name="path">A folder or a .gguf file.</param>
    /// <param name="config">The text of its config.json.</param>
    internal static GenerationDefaults Find(string path, string config)
    {
        var file = Path.Combine(path, FileName);
        var text = File.Exists(file) ? File.ReadAllText(file) : null;
        try
        {
            using var document = JsonDocument.Parse(text ?? config);
            var root = document.RootElement;
            return new GenerationDefaults
            {
                StopTokens = Ids(root, "eos_token_id"),
                BeginToken = Ids(root, "bos_token_id") is [var begin, ..] ? begin : null,
                PaddingToken = Ids(root, "pad_token_id") is [var padding, ..] ? padding : null,
                Text = text,
            };
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{file} is not JSON ({failure.Message}); restore or delete it.", failure);
        }
        catch (FormatException failure)
        {
            throw new InvalidDataException($"{(text is null ? path : file)}: {failure.Message}; correct it.", failure);
        }
    }

    private static int[] Ids(JsonElement root, string key)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"the text is {root.ValueKind}, a JSON object was expected");
        if (!root.TryGetProperty(key, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array => [.. value.EnumerateArray().Select(Id)],
            _ => [Id(value)],
        };

        int Id(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var id)
            ? id
            : throw new FormatException($"{key} is {Formats.Printable.Of(value.GetRawText())}, a token id or a list of them was expected");
    }
}
