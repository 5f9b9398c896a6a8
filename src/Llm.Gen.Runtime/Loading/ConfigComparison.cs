using System.Globalization;
using System.Text.Json;

namespace Llm.Gen.Runtime;

/// <summary>Compares a checkpoint's configuration with a declaration.</summary>
internal static class ConfigComparison
{
    /// <summary>Fails unless every fact of the declaration is the checkpoint's too.</summary>
    /// <exception cref="InvalidDataException">It differs: the message names the key, both values and the record.</exception>
    public static void Require(ModelFacts facts, string path, string config)
    {
        using var declared = JsonDocument.Parse(facts.Config);
        using var stored = Parse(path, config);
        var found = new StoredConfig(stored.RootElement);
        foreach (var property in declared.RootElement.EnumerateObject())
        {
            var value = found.Find(property.Name);
            if (value is null && property.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (value is null || !Same(property.Value, value.Value))
            {
                throw new InvalidDataException(
                    $"{path}: config.json has {property.Name} = {value?.GetRawText() ?? "nothing"}, and {facts.Name} declares {property.Value.GetRawText()}; "
                    + "correct the declaration, or give the folder of this model.");
            }
        }
    }

    private static JsonDocument Parse(string path, string config)
    {
        try
        {
            return JsonDocument.Parse(config);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path}: config.json is not JSON ({failure.Message}); restore it.", failure);
        }
    }

    private static bool Same(JsonElement a, JsonElement b) => (a.ValueKind, b.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => Number(a) == Number(b),
        (JsonValueKind.Array, JsonValueKind.Array) => a.EnumerateArray().SequenceEqual(b.EnumerateArray(), ElementComparer.Instance),
        _ => a.ValueKind == b.ValueKind && a.ToString() == b.ToString(),
    };

    private static double Number(JsonElement value) => double.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private sealed class ElementComparer : IEqualityComparer<JsonElement>
    {
        public static readonly ElementComparer Instance = new();

        public bool Equals(JsonElement x, JsonElement y) => Same(x, y);

        public int GetHashCode(JsonElement value) => (int)value.ValueKind;
    }

    /// <summary>A stored configuration in either spelling, with what its writers leave to defaults.</summary>
    private sealed class StoredConfig(JsonElement root)
    {
        public JsonElement? Find(string key)
        {
            if (root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null)
                return value;
            if (root.TryGetProperty("rope_parameters", out var rope) && rope.ValueKind == JsonValueKind.Object && rope.TryGetProperty(key, out value))
                return value;

            return key switch
            {
                "head_dim" => Derived("hidden_size", "num_attention_heads"),
                "num_key_value_heads" => Find("num_attention_heads"),
                "attention_bias" or "mlp_bias" or "tie_word_embeddings" => Literal("false"),
                _ => null,
            };
        }

        private JsonElement? Derived(string total, string parts) =>
            Find(total) is { ValueKind: JsonValueKind.Number } a && Find(parts) is { ValueKind: JsonValueKind.Number } b && b.GetInt64() > 0
                ? Literal((a.GetInt64() / b.GetInt64()).ToString(CultureInfo.InvariantCulture))
                : null;

        private static JsonElement Literal(string json) => JsonDocument.Parse(json).RootElement;
    }
}
