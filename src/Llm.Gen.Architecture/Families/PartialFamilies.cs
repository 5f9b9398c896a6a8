namespace Llm.Gen.Architectures;

/// <summary>Families that rotate a share of the columns, or neighbours against each other.</summary>
internal static class PartialFamilies
{
    private const AttentionBias QueryKeyValue = AttentionBias.Query | AttentionBias.Key | AttentionBias.Value;

    private static readonly WeightNames PackedNames = new() { QueryKeyValue = "qkv_proj", GateUp = "gate_up_proj" };
    private static readonly WeightNames GlmNames = new() { GateUp = "gate_up_proj" };
    private static readonly LayerNormSpec Norm = new() { Epsilon = 0 };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "phi",
            Title = "Phi",
            ClassName = "PhiForCausalLM",
            Names = new() { Output = "dense", Up = "fc1", Down = "fc2", FinalNorm = "final_layernorm", QueryNorm = "q_layernorm", KeyNorm = "k_layernorm" },
            Begin = () => new() { Norm = Norm, IsPlain = true, HasFeedForwardBias = true, Bias = AttentionBias.All, HasHeadBias = true, Placement = NormPlacement.Parallel },
            Map = MapPhi,
        },
        new() { Name = "phi3", Title = "Phi3", ClassName = "Phi3ForCausalLM", Names = PackedNames, Map = MapPhi3 },
        new()
        {
            Name = "stablelm",
            Title = "StableLm",
            ClassName = "StableLmForCausalLM",
            Names = new() { QueryNorm = "q_layernorm", KeyNorm = "k_layernorm", EachHeadNorms = "norms" },
            Begin = () => new() { Norm = Norm },
            Map = MapStableLm,
        },
        new()
        {
            Name = "starcoder2",
            Title = "StarCoder2",
            ClassName = "Starcoder2ForCausalLM",
            Names = new() { Up = "c_fc", Down = "c_proj" },
            Begin = () => new() { Norm = Norm, IsPlain = true },
            Map = MapStarCoder2,
        },
        new() { Name = "cohere", Title = "Cohere", ClassName = "CohereForCausalLM", Begin = BeginCohere, Map = MapCohere },
        new() { Name = "cohere2", Title = "Cohere2", ClassName = "Cohere2ForCausalLM", Begin = BeginCohere, Map = MapCohere2 },
        new() { Name = "glm", Title = "Glm", ClassName = "GlmForCausalLM", Names = GlmNames, Begin = () => new() { IsInterleaved = true }, Map = MapGlm },
        new()
        {
            Name = "glm4",
            Title = "Glm4",
            ClassName = "Glm4ForCausalLM",
            Names = GlmNames with { AttentionOutputNorm = "post_self_attn_layernorm", FeedForwardOutputNorm = "post_mlp_layernorm" },
            Begin = () => new() { IsInterleaved = true, Placement = NormPlacement.Sandwich },
            Map = MapGlm,
        },
        new()
        {
            Name = "nemotron",
            Title = "Nemotron",
            ClassName = "NemotronForCausalLM",
            Begin = () => new() { Norm = Norm with { HasUnitOffset = true }, IsPlain = true },
            Map = MapNemotron,
        },
    ];

    private static void MapPhi(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.PlainFeedForward(map, draft, MlpActivation.GeluTanh);
        map.Number("layer_norm_eps", ref draft.Epsilon, 1e-5);
        map.Extra("embd_pdrop", ref draft.EmbeddingDropout, 0);
        map.Extra("resid_pdrop", ref draft.ResidualDropout, 0);
        NeoXFamilies.QueryKeyNorm(map, draft, "qk_layernorm", Norm, NormExtent.Head);
        LlamaKeys.PartialRope(map, draft, 0.5);
    }

    /// <summary>Phi-3 (arXiv:2404.14219).</summary>
    private static void MapPhi3(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-5);
        map.Extra("embd_pdrop", ref draft.EmbeddingDropout, 0);
        map.Extra("resid_pdrop", ref draft.ResidualDropout, 0);
        map.OptionalSize("sliding_window", ref draft.Window);
        map.Only("attention_bias", "false");
        draft.OriginalPositions = (draft.Scaling as LongRopeScalingSpec)?.OriginalPositions ?? 4096;
        map.Size("original_max_position_embeddings", ref draft.OriginalPositions, 4096, least: 1);
        LlamaKeys.PartialRope(map, draft, 1);
    }

    private static void MapStableLm(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.Bias(map, draft, "use_qkv_bias", QueryKeyValue);
        LlamaKeys.FeedForward(map, draft);
        map.Number("layer_norm_eps", ref draft.Epsilon, 1e-5);
        map.Extra("hidden_dropout", ref draft.ResidualDropout, 0);
        NeoXFamilies.QueryKeyNorm(map, draft, "qk_layernorm", Norm with { HasBias = false }, NormExtent.EachHead);
        NeoXFamilies.Parallel(map, draft, "use_parallel_residual", NormPlacement.Parallel);
        LlamaKeys.PartialRope(map, draft, 0.25);
    }

    /// <summary>StarCoder2 (arXiv:2402.19173).</summary>
    private static void MapStarCoder2(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, isTied: true);
        LlamaKeys.Bias(map, draft, "use_bias", AttentionBias.All, fallback: true);
        if (map.IsReading)
            draft.HasFeedForwardBias = draft.Bias == AttentionBias.All;
        LlamaKeys.PlainFeedForward(map, draft, MlpActivation.GeluTanh);
        map.Number("norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Extra("embedding_dropout", ref draft.EmbeddingDropout, 0);
        map.Extra("residual_dropout", ref draft.ResidualDropout, 0);
        map.OptionalSize("sliding_window", ref draft.Window);
        map.Only("norm_type", "\"layer_norm\"");
        map.Only("mlp_type", "\"default\"");
        LlamaKeys.Rope(map, draft);
    }

    private static DecoderDraft BeginCohere() => new() { Norm = Norm with { HasBias = false }, IsInterleaved = true, Placement = NormPlacement.Parallel };

    private static void MapCohere(ConfigMap map, DecoderDraft draft)
    {
        SharedCohere(map, draft);
        NeoXFamilies.QueryKeyNorm(map, draft, "use_qk_norm", Norm with { HasBias = false }, NormExtent.EachHead);
    }

    /// <summary>Command R7B: three layers with window and rotary positions, then one without both.</summary>
    private static void MapCohere2(ConfigMap map, DecoderDraft draft)
    {
        SharedCohere(map, draft);
        map.OptionalSize("sliding_window", ref draft.Window, 4096);
        var interval = 4;
        if (map.IsReading)
            map.Size("sliding_window_pattern|_sliding_window_pattern", ref interval, 4, least: 1);
        map.Ignored("order_of_interleaved_layers", "rotary_pct", "position_embedding_type", "layer_switch", "use_gated_activation", "use_embedding_sharing", "use_parallel_block", "use_parallel_embedding");
        LayerKinds.Types(map, draft, i => interval < 1 || (i + 1) % interval != 0);
        if (map.IsReading)
            draft.Rotated = draft.Window is null ? [.. draft.LayerIndices.Select(_ => false)] : draft.Windowed;
    }

    private static void SharedCohere(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, isTied: true);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.FeedForward(map, draft);
        map.Number("layer_norm_eps", ref draft.Epsilon, 1e-5);
        map.Number("logit_scale", ref draft.LogitMultiplier, 0.0625);
        LlamaKeys.Rope(map, draft);
    }

    private static void MapGlm(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, headSize: 128);
        LlamaKeys.Bias(map, draft, "attention_bias", QueryKeyValue);
        LlamaKeys.FeedForward(map, draft);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1.5625e-7);
        LlamaKeys.PartialRope(map, draft, 0.5);
    }

    /// <summary>Nemotron (arXiv:2402.16819).</summary>
    private static void MapNemotron(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft);
        LlamaKeys.AttentionBias(map, draft);
        LlamaKeys.PlainFeedForward(map, draft, MlpActivation.Relu2);
        map.Flag("mlp_bias", ref draft.HasFeedForwardBias);
        map.Number("norm_eps", ref draft.Epsilon, 1e-5);
        LlamaKeys.PartialRope(map, draft, 0.5);
    }
}
