namespace Llm.Gen.Architectures;

/// <summary>Llama and the families that differ from it in a few keys.</summary>
internal static class LlamaFamilies
{
    private const AttentionBias QueryKeyValue = AttentionBias.Query | AttentionBias.Key | AttentionBias.Value;

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new() { Name = "llama", Title = "Llama", ClassName = "LlamaForCausalLM", Map = MapLlama },
        new() { Name = "mistral", Title = "Mistral", ClassName = "MistralForCausalLM", Map = MapMistral },
        new() { Name = "qwen2", Title = "Qwen2", ClassName = "Qwen2ForCausalLM", Begin = () => new() { Bias = QueryKeyValue }, Map = MapQwen2 },
        new()
        {
            Name = "qwen3",
            Title = "Qwen3",
            ClassName = "Qwen3ForCausalLM",
            Begin = () => new() { QueryKeyNorm = new() { Norm = new RmsNormSpec { Epsilon = 0 } } },
            Map = MapQwen3,
        },
        new() { Name = "smollm3", Title = "SmolLm3", ClassName = "SmolLM3ForCausalLM", Map = MapSmolLm3 },
        new() { Name = "granite", Title = "Granite", ClassName = "GraniteForCausalLM", Map = MapGranite },
    ];

    public static void MapLlama(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Flag("mlp_bias", ref draft.HasFeedForwardBias);
        map.Number("rms_norm_eps", ref draft.Epsilon);
        LlamaKeys.Rope(map, draft);
    }

    /// <summary>Mistral: a window in all layers (arXiv:2310.06825), unless it is null.</summary>
    private static void MapMistral(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        map.OptionalSize("sliding_window", ref draft.Window, 4096);
        LlamaKeys.Rope(map, draft);
    }

    /// <summary>Qwen2 (arXiv:2407.10671): biases of queries, keys and values; a window in the upper layers.</summary>
    private static void MapQwen2(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft);
        LayerKinds.UpperWindow(map, draft);
    }

    /// <summary>Qwen3 (arXiv:2505.09388): norms of queries and keys, head by head.</summary>
    private static void MapQwen3(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, headSize: 128);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft);
        LayerKinds.UpperWindow(map, draft);
    }

    /// <summary>SmolLM3: every fourth layer is told no position (arXiv:2501.18795).</summary>
    private static void MapSmolLm3(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, isTied: true);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Flag("mlp_bias", ref draft.HasFeedForwardBias);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft, 2_000_000);

        var interval = 4;
        IReadOnlyList<int>? rotates = map.IsReading ? null : [.. draft.LayerIndices.Select(i => draft.Rotated is null || draft.Rotated[i] ? 1 : 0)];
        map.Sizes("no_rope_layers", ref rotates, most: 1);
        if (map.IsReading)
        {
            map.Size("no_rope_layer_interval", ref interval, 4, least: 1);
            if (rotates is { Count: > 0 } && rotates.Count != draft.Layers)
                map.Contradiction($"no_rope_layers has {rotates.Count} entries", $"expected one for each of the {draft.Layers} layers");
            else
                draft.Rotated = [.. draft.LayerIndices.Select(i => rotates is { Count: > 0 } ? rotates[i] != 0 : interval < 1 || (i + 1) % interval != 0)];
        }

        var isUsed = draft.Window is not null;
        var window = draft.Window;
        map.ExtraFlag("use_sliding_window", ref isUsed);
        map.OptionalSize("sliding_window", ref window);
        if (map.IsReading)
            draft.Window = isUsed ? window : null;
        LayerKinds.Types(map, draft, i => draft.Window is not null && draft.Rotated is not null && draft.Rotated[i], isWritten: draft.Window is not null);
    }

    /// <summary>Granite: multipliers of embedding, attention, residual and logits.</summary>
    private static void MapGranite(ConfigMap map, DecoderDraft draft)
    {
        MapLlama(map, draft);
        LlamaKeys.Multipliers(map, draft);
    }
}
