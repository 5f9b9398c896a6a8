namespace Llm.Gen.Architectures;

/// <summary>DeepSeek: latent attention, fine-grained experts beside shared ones, routing limited to groups.</summary>
internal static class DeepSeekFamilies
{
    private static readonly WeightNames Names = new() { Router = "gate", CorrectionBias = "gate.e_score_correction_bias", SharedExpert = "shared_experts" };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "deepseek_v2",
            Title = "DeepSeekV2",
            ClassName = "DeepseekV2ForCausalLM",
            Names = Names,
            Begin = () => new() { IsInterleaved = true, Latent = new(), Experts = new() },
            Map = MapV2,
        },
        new()
        {
            Name = "deepseek_v3",
            Title = "DeepSeekV3",
            ClassName = "DeepseekV3ForCausalLM",
            Names = Names,
            Beside = new([new($"model.layers.{PartBeside.LaterLayer}", "predicts tokens further ahead")]),
            Begin = () => new() { Latent = new(), Experts = new() { Score = RoutingScore.Sigmoid, HasCorrectionBias = true, GroupScore = GroupScore.TwoBest } },
            Map = MapV3,
        },
    ];

    /// <summary>DeepSeek-V2 (arXiv:2405.04434).</summary>
    private static void MapV2(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        Attention(map, draft, queryRank: 1536);
        LlamaKeys.Rope(map, draft);
        Experts(map, draft, experts, routed: 64, chosen: null, shared: 2, inner: 1407, firstDense: 0, scale: 1);
        var isLimited = experts.Groups > 1;
        map.Choice("topk_method", ref isLimited, false, ("greedy", false), ("group_limited_greedy", true));
        Groups(map, experts, isLimited, 1, 1);
        map.Only("norm_topk_prob", "false");
        map.Only("scoring_func", "\"softmax\"");
    }

    /// <summary>DeepSeek-V3 (arXiv:2412.19437).</summary>
    private static void MapV3(ConfigMap map, DecoderDraft draft)
    {
        var experts = draft.Experts ??= new();
        Attention(map, draft, queryRank: 1536);
        LlamaKeys.Rope(map, draft);
        map.ExtraFlag("rope_interleave", ref draft.IsInterleaved, true);
        if (map.IsReading)
            draft.Scale = SharpScale(draft);
        Experts(map, draft, experts, routed: 256, chosen: 8, shared: 1, inner: 2048, firstDense: 3, scale: 2.5);
        Groups(map, experts, true, 8, 4);
        map.Flag("norm_topk_prob", ref experts.IsNormalised, true);
        map.Only("topk_method", "\"noaux_tc\"");
        map.Only("scoring_func", "\"sigmoid\"");
        map.Ignored("num_nextn_predict_layers");                   // what it predicts further ahead is no part of the decoder
    }

    private static void Attention(ConfigMap map, DecoderDraft draft, int queryRank)
    {
        var latent = draft.Latent ??= new();
        map.Size("num_hidden_layers", ref draft.Layers);
        map.Size("hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions);
        map.Flag("tie_word_embeddings", ref draft.IsTied);
        map.Size("num_attention_heads", ref draft.Heads);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        map.OptionalSize("q_lora_rank", ref latent.QueryRank, queryRank, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("kv_lora_rank", ref latent.KeyValueRank, 512, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("qk_nope_head_dim", ref latent.PlainSize, 128, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("qk_rope_head_dim", ref latent.RotarySize, 64, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("v_head_dim", ref latent.ValueSize, 128, least: 1, most: ArchitectureRules.MaximumSize);
        map.Flag("attention_bias", ref latent.HasBias);
        map.Repeats("num_key_value_heads", draft.Heads, "num_attention_heads");
        map.Repeats("head_dim", latent.RotarySize, "qk_rope_head_dim");
        map.Repeats("qk_head_dim", (long)latent.PlainSize + latent.RotarySize, "qk_nope_head_dim and qk_rope_head_dim together");
        LlamaKeys.FeedForward(map, draft);
        map.ExtraFlag("mlp_bias", ref draft.HasFeedForwardBias);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
    }

    private static void Experts(ConfigMap map, DecoderDraft draft, ExpertDraft experts, int routed, int? chosen, int shared, int inner, int firstDense, double scale)
    {
        map.Size("n_routed_experts|num_local_experts", ref experts.Experts, routed, least: 0);
        map.Size("num_experts_per_tok", ref experts.Chosen, chosen, least: 0);
        map.Size("moe_intermediate_size", ref experts.Inner, inner, least: 1, most: ArchitectureRules.MaximumSize);
        int? count = experts.SharedInner is { } size && experts.Inner > 0 ? size / experts.Inner : experts.SharedInner;
        map.OptionalSize("n_shared_experts", ref count, shared, least: 0, most: ArchitectureRules.MaximumSize / Math.Max(1, experts.Inner));
        var dense = experts.Experts == 0 ? draft.Layers : draft.LayerIndices.TakeWhile(i => draft.Mixed is { } mixed && !mixed[i]).Count();
        map.Size("first_k_dense_replace", ref dense, firstDense, least: 0, most: draft.MostLayers);
        map.Only("moe_layer_freq", "1");
        map.Number("routed_scaling_factor", ref experts.Scale, scale);
        map.Ignored("aux_loss_alpha", "seq_aux", "ep_size", "router_aux_loss_coef");
        map.Only("output_router_logits", "false");
        if (!map.IsReading)
            return;

        experts.SharedInner = count is { } number and > 0 ? number * experts.Inner : null;
        draft.Mixed = [.. draft.LayerIndices.Select(i => i >= dense)];
    }

    private static void Groups(ConfigMap map, ExpertDraft experts, bool isLimited, int groups, int chosen)
    {
        int? count = experts.Groups, best = experts.GroupsChosen;
        map.OptionalSize("n_group", ref count, groups, least: 1);
        map.OptionalSize("topk_group", ref best, chosen, least: 1);
        if (map.IsReading)
            (experts.Groups, experts.GroupsChosen) = isLimited ? (count ?? 1, best ?? 1) : (1, 1);
    }

    /// <summary>YaRN sharpens the scores once more by the square of 0.1 m ln(factor) + 1 (arXiv:2309.00071, section 3.4).</summary>
    private static double? SharpScale(DecoderDraft draft)
    {
        if (draft.Scaling is not YarnScalingSpec { MscaleAllDimensions: { } scale, Factor: > 1 and var factor })
            return null;

        var sharpness = 0.1 * scale * Math.Log(factor) + 1;
        return sharpness * sharpness / Math.Sqrt(draft.Latent!.PlainSize + draft.Latent.RotarySize);
    }
}
