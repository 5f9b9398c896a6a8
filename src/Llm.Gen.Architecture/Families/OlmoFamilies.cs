namespace Llm.Gen.Architectures;

/// <summary>OLMo: a norm without weights, then norms on what attention and feed-forward return, then experts.</summary>
internal static class OlmoFamilies
{
    private const double Epsilon = 1e-5;                            // OLMo's is not a key

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "olmo",
            Title = "Olmo",
            ClassName = "OlmoForCausalLM",
            Begin = () => new() { Norm = new LayerNormSpec { Epsilon = 0, HasWeight = false, HasBias = false }, Epsilon = Epsilon },
            Map = MapOlmo,
        },
        new()
        {
            Name = "olmo2",
            Title = "Olmo2",
            ClassName = "Olmo2ForCausalLM",
            Names = new() { AttentionNorm = "post_attention_layernorm", FeedForwardNorm = "post_feedforward_layernorm" },
            Begin = () => new() { Placement = NormPlacement.Output, QueryKeyNorm = Whole },
            Map = MapOlmo2,
        },
        new()
        {
            Name = "olmoe",
            Title = "Olmoe",
            ClassName = "OlmoeForCausalLM",
            Names = new() { Router = "gate" },
            Begin = () => new() { QueryKeyNorm = Whole, Experts = new() },
            Map = MapOlmoe,
        },
    ];

    private static QueryKeyNormSpec Whole => new() { Norm = new RmsNormSpec { Epsilon = 0 }, Extent = NormExtent.Whole };

    /// <summary>OLMo (arXiv:2402.00838).</summary>
    private static void MapOlmo(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.OptionalNumber("clip_qkv", ref draft.Clip);
        LlamaKeys.Rope(map, draft);
    }

    /// <summary>OLMo 2 (arXiv:2501.00656).</summary>
    private static void MapOlmo2(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-5);
        LlamaKeys.Rope(map, draft);
    }

    /// <summary>OLMoE (arXiv:2409.02060).</summary>
    private static void MapOlmoe(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        var experts = draft.Experts ??= new();
        map.Size("intermediate_size", ref experts.Inner);
        map.Activation("hidden_act", ref draft.Gate);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-5);
        map.OptionalNumber("clip_qkv", ref draft.Clip);
        LlamaKeys.Rope(map, draft);
        ExpertKeys.Count(map, experts, "num_experts", 64, 8);
        map.Flag("norm_topk_prob", ref experts.IsNormalised);
        ExpertKeys.Balance(map, experts, 0.01);
    }
}
