namespace Llm.Gen.Architectures;

/// <summary>Mixtures of experts over Llama-like attention.</summary>
internal static class ExpertFamilies
{
    private const AttentionBias QueryKeyValue = AttentionBias.Query | AttentionBias.Key | AttentionBias.Value;

    private static readonly WeightNames QwenNames = new() { Router = "gate" };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "mixtral",
            Title = "Mixtral",
            ClassName = "MixtralForCausalLM",
            Names = new() { FeedForward = "block_sparse_moe", Router = "gate", ExpertGate = "w1", ExpertUp = "w3", ExpertDown = "w2" },
            Begin = () => new() { Experts = new() { IsNormalised = true } },
            Map = MapMixtral,
        },
        new() { Name = "qwen2_moe", Title = "Qwen2Moe", ClassName = "Qwen2MoeForCausalLM", Names = QwenNames, Begin = () => new() { Experts = new() { IsSharedGated = true } }, Map = MapQwen2Moe },
        new()
        {
            Name = "qwen3_moe",
            Title = "Qwen3Moe",
            ClassName = "Qwen3MoeForCausalLM",
            Names = QwenNames,
            Begin = () => new() { Experts = new(), QueryKeyNorm = new() { Norm = new RmsNormSpec { Epsilon = 0 } } },
            Map = MapQwen3Moe,
        },
        new()
        {
            Name = "granitemoe",
            Title = "GraniteMoe",
            ClassName = "GraniteMoeForCausalLM",
            Names = new()
            {
                FeedForward = "block_sparse_moe",
                Router = "router.layer",
                StackedExperts = new() { GateUp = "input_linear.weight", Down = "output_linear.weight" },
            },
            Begin = () => new() { Experts = new() { IsNormalised = true } },
            Map = MapGraniteMoe,
        },
        new()
        {
            Name = "gpt_oss",
            Title = "GptOss",
            ClassName = "GptOssForCausalLM",
            Names = new()
            {
                StackedExperts = new()
                {
                    GateUp = "experts.gate_up_proj",
                    GateUpBias = "experts.gate_up_proj_bias",
                    Down = "experts.down_proj",
                    DownBias = "experts.down_proj_bias",
                    IsTransposed = true,
                    HasRowsInTurns = true,
                },
            },
            Begin = () => new() { HasLearnedSinks = true, Experts = new() { IsNormalised = true, HasBias = true, HasRouterBias = true } },
            Map = MapGptOss,
        },
    ];

    /// <summary>Mixtral (arXiv:2401.04088).</summary>
    private static void MapMixtral(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        LlamaKeys.Sizes(map, draft);
        map.Size("intermediate_size", ref experts.Inner);
        map.Activation("hidden_act", ref draft.Gate);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-5);
        map.OptionalSize("sliding_window", ref draft.Window);
        LlamaKeys.Rope(map, draft, 1_000_000);
        ExpertKeys.Count(map, experts, "num_local_experts", 8, 2);
        ExpertKeys.Balance(map, experts, 0.001);
        map.Only("router_jitter_noise", "0.0", "0");
    }

    private static void MapQwen2Moe(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.Bias(map, draft, "qkv_bias", QueryKeyValue, fallback: true);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft);
        ExpertKeys.Count(map, experts, "num_experts", 60, 4);
        map.Size("moe_intermediate_size", ref experts.Inner, 1408, least: 1);
        map.OptionalSize("shared_expert_intermediate_size", ref experts.SharedInner, 5632, least: 1);
        map.Flag("norm_topk_prob", ref experts.IsNormalised);
        ExpertKeys.Sparse(map, draft);
        ExpertKeys.Balance(map, experts, 0.001);
        LayerKinds.UpperWindow(map, draft);
    }

    /// <summary>Qwen3 with experts (arXiv:2505.09388).</summary>
    private static void MapQwen3Moe(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft);
        ExpertKeys.Count(map, experts, "num_experts|num_local_experts", 128, 8);
        map.Size("moe_intermediate_size", ref experts.Inner, 768, least: 1);
        map.Flag("norm_topk_prob", ref experts.IsNormalised);
        ExpertKeys.Sparse(map, draft);
        ExpertKeys.Balance(map, experts, 0.001);
        var isUsed = draft.Window is not null;
        var window = draft.Window;
        map.ExtraFlag("use_sliding_window", ref isUsed);
        map.OptionalSize("sliding_window", ref window, 4096);
        map.Ignored("max_window_layers");
        if (map.IsReading)
            draft.Window = isUsed ? window : null;
    }

    private static void MapGraniteMoe(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        map.Size("intermediate_size", ref experts.Inner);
        map.Activation("hidden_act", ref draft.Gate);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        LlamaKeys.Rope(map, draft);
        LlamaKeys.Multipliers(map, draft);
        ExpertKeys.Count(map, experts, "num_local_experts", 8, 2);
        ExpertKeys.Balance(map, experts, 0.001);
    }

    /// <summary>GPT-OSS (arXiv:2508.10925): a learnt sink for each head, a window in every other layer, clamped gates.</summary>
    private static void MapGptOss(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        LlamaKeys.Sizes(map, draft, headSize: 64);
        LlamaKeys.Bias(map, draft, "attention_bias", AttentionBias.All, fallback: true);
        map.Size("intermediate_size", ref experts.Inner);
        map.Only("hidden_act", "\"silu\"");
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-5);
        map.OptionalSize("sliding_window", ref draft.Window, 128);
        LayerKinds.Types(map, draft, i => i % 2 == 0);
        LlamaKeys.Rope(map, draft, 150_000);
        ExpertKeys.Count(map, experts, "num_local_experts", 128, 4, "num_experts_per_tok|experts_per_token");
        map.Ignored("initial_context_length");                     // stands in the scaling too
        ExpertKeys.Balance(map, experts, 0.9);
        var (limit, alpha) = (draft.Clamp?.Limit ?? 7, draft.Clamp?.Alpha ?? 1.702);
        map.Number("swiglu_limit", ref limit, 7);
        map.Extra("swiglu_alpha", ref alpha, 1.702);
        if (map.IsReading)
            draft.Clamp = new() { Limit = limit, Alpha = alpha };
    }
}
