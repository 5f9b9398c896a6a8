using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>Options as JSON: for the run folder, and to hold a resumed run against how it began.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingOptions))]
internal sealed partial class TrainingOptionsJson : JsonSerializerContext
{
    // What changes what is seen or kept, but no number of the training itself.
    private static readonly HashSet<string> _free = ["checkpoint_interval", "checkpointing", "checkpoints_kept", "peak_flops", "prefetch", "progress", "resume", "skipped_steps", "spike_deviations", "time_limit", "validation_batches", "validation_interval"];

    internal static JsonObject Write(TrainingOptions options) => JsonSerializer.SerializeToNode(options, Default.TrainingOptions)!.AsObject();

    /// <summary>The options that shape the numbers and differ, each with both values.</summary>
    internal static IEnumerable<string> Differences(JsonObject began, TrainingOptions options)
    {
        foreach (var (key, value) in Write(options))
            if (!_free.Contains(key) && !JsonNode.DeepEquals(value, began[key]))
                yield return $"{key} was {began[key]?.ToJsonString() ?? "null"} and is {value?.ToJsonString() ?? "null"}";
    }
}
