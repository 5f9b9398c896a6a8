using System.Text.Json;

namespace Llm.Gen.Runtime.Tests.Support;

/// <summary>Rotary scalings as config.json has them, read apart from the parser.</summary>
internal static class Scalings
{
    public static RotaryScaling? Of(JsonElement config)
    {
        if (!(config.TryGetProperty("rope_parameters", out var rope) || config.TryGetProperty("rope_scaling", out rope)) || rope.ValueKind != JsonValueKind.Object)
            return null;

        double Number(string key) => rope.GetProperty(key).GetDouble();
        int Original() => rope.GetProperty("original_max_position_embeddings").GetInt32();
        return rope.GetProperty("rope_type").GetString() switch
        {
            "default" => null,
            "linear" => new LinearScaling { Factor = Number("factor") },
            "dynamic" => new DynamicScaling { Factor = Number("factor"), OriginalPositions = config.GetProperty("max_position_embeddings").GetInt32() },
            "yarn" => new YarnScaling { Factor = Number("factor"), OriginalPositions = Original() },
            "llama3" => new Llama3Scaling
            {
                Factor = Number("factor"),
                OriginalPositions = Original(),
                LowFrequencyFactor = Number("low_freq_factor"),
                HighFrequencyFactor = Number("high_freq_factor"),
            },
            var other => throw new InvalidDataException($"rope_type {other} is not known to the tests."),
        };
    }
}
