using System.Text.Json.Nodes;
using Llm.Gen.Architectures;
using Llm.Gen.Cli.Terminal;
using JsonArray = System.Text.Json.Nodes.JsonArray;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace Llm.Gen.Cli.Inspection;

/// <summary>An inspection as JSON. Keys are a contract: they may be added, never renamed.</summary>
internal static class InspectionReport
{
    public static void Print(ModelInspection inspection, bool withSource, bool withMemory, double? gigabytes)
    {
        var architecture = inspection.Architecture;
        var report = new JsonObject
        {
            ["family"] = architecture.Family,
            ["parameters"] = inspection.Facts.Parameters,
            ["active_parameters"] = inspection.Facts.ActiveParameters,
            ["parameter_parts"] = DescribeParts(inspection.Facts.Parts),
            ["kv_bytes_per_token"] = inspection.Facts.CachedBytesPerToken(inspection.BytesPerValue),
            ["kv_values_per_token"] = inspection.Facts.CachedValuesPerToken,
            ["precision"] = inspection.Precision,
            ["flops_per_token"] = inspection.Facts.FlopsPerToken(1),
            ["layers"] = architecture.Layers.Count,
            ["hidden_size"] = architecture.Hidden,
            ["vocabulary"] = architecture.Vocab,
            ["positions"] = architecture.Positions,
            ["tied_embeddings"] = architecture.TiedEmbeddings,
        };
        if (architecture.Layers[0].Attention is HeadAttentionSpec heads)
        {
            report["heads"] = heads.Heads;
            report["key_value_heads"] = heads.KeyValueHeads;
            report["head_size"] = heads.HeadSize;
        }

        if (inspection.Stored is { } stored)
            report["stored"] = Describe(stored);
        report["warnings"] = new JsonArray([.. inspection.Warnings.Select(warning => (JsonNode)warning)]);
        if (inspection.Config.Quantization is { } method)
            report["quantization"] = method;
        if (withMemory)
            report["memory"] = DescribeMemory(inspection);
        if (gigabytes is { } size)
            report["fits"] = DescribeFit(inspection, size);
        if (withSource)
            report["source"] = new JsonObject(inspection.EmitSource().Select(file => KeyValuePair.Create(file.HintName, (JsonNode?)file.Text)));
        Report.Print(report);
    }

    private static JsonObject Describe(StoredSummary stored) => new()
    {
        ["tensors"] = stored.Tensors,
        ["bytes"] = stored.Bytes,
        ["formats"] = new JsonObject(stored.Formats.Select(row => KeyValuePair.Create(row.Format, (JsonNode?)row.Tensors))),
    };

    private static JsonObject DescribeMemory(ModelInspection inspection)
    {
        var training = inspection.Facts.TrainingMemory(inspection.BytesPerValue);
        return new JsonObject
        {
            ["generation"] = new JsonArray([.. inspection.GenerationMemory().Select(row => new JsonObject
            {
                ["batch"] = row.Batch,
                ["context"] = row.Context,
                ["weights"] = row.Memory.Weights,
                ["cache"] = row.Memory.Cache,
                ["total"] = row.Memory.Total,
            })]),
            ["training"] = new JsonObject
            {
                ["weights"] = training.Weights,
                ["gradients"] = training.Gradients,
                ["optimizer_state"] = training.OptimizerState,
                ["total_without_activations"] = training.Total,
            },
            ["training_by_optimizer"] = new JsonObject(inspection.TrainingMemory().Select(row => KeyValuePair.Create(row.Optimizer.ToString(), (JsonNode?)row.Memory.Total))),
        };
    }

    private static JsonObject DescribeParts(ParameterParts parts) => new()
    {
        ["embedding"] = parts.Embedding,
        ["attention"] = parts.Attention,
        ["feed_forward"] = parts.FeedForward,
        ["norms"] = parts.Norms,
        ["head"] = parts.Head,
    };

    private static JsonObject DescribeFit(ModelInspection inspection, double gigabytes)
    {
        var bytes = (long)(gigabytes * 1e9);
        return new JsonObject
        {
            ["gigabytes"] = gigabytes,
            ["longest_context"] = inspection.LongestContext(bytes),
            ["largest_batch"] = inspection.LargestBatch(bytes),
            ["optimizers"] = new JsonArray([.. inspection.TrainingMemory().Where(row => row.Memory.Total <= bytes).Select(row => (JsonNode)row.Optimizer.ToString())]),
        };
    }
}
