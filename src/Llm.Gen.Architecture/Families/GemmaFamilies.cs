namespace Llm.Gen.Architectures;

/// <summary>Gemma (arXiv:2403.08295, 2408.00118, 2503.19786): norms that store the distance from 1, embeddings scaled by the root of their size.</summary>
internal static class GemmaFamilies
{
    private const string Sees = "sees images";

    private static readonly NormSpec Norm = new RmsNormSpec { Epsilon = 0, HasUnitOffset = true };

    private static readonly WeightNames SandwichNames = new()
    {
        AttentionOutputNorm = "post_attention_layernorm",
        FeedForwardNorm = "pre_feedforward_layernorm",
        FeedForwardOutputNorm = "post_feedforward_layernorm",
    };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new() { Name = "gemma", Title = "Gemma", ClassName = "GemmaForCausalLM", Begin = () => new() { Norm = Norm }, Map = MapGemma },
        new()
        {
            Name = "gemma2",
            Title = "Gemma2",
            ClassName = "Gemma2ForCausalLM",
            Names = SandwichNames,
            Begin = () => new() { Norm = Norm, Placement = NormPlacement.Sandwich },
            Map = MapGemma2,
        },
        new()
        {
            Name = "gemma3_text",
            Title = "Gemma3",
            ClassName = "Gemma3ForCausalLM",
            Names = SandwichNames,
            Wrapped = new([new("language_model.model", "language_model.lm_head"), new("model.language_model", "lm_head")]),
            Beside = new([new("vision_tower", Sees), new("multi_modal_projector", Sees), new("model.vision_tower", Sees), new("model.multi_modal_projector", Sees)]),
            Begin = () => new() { Norm = Norm, Placement = NormPlacement.Sandwich, QueryKeyNorm = new() { Norm = Norm } },
            Map = MapGemma3,
        },
    ];

    /// <summary>Gemma 3 with eyes, of which the text part is taken.</summary>
    public static ModelFamily Gemma3 { get; } = All.Single(family => family.Name == "gemma3_text") with
    {
        Name = "gemma3",
        ClassName = "Gemma3ForConditionalGeneration",
        TextFamily = "gemma3_text",
        Map = MapGemma3Text,
    };

    private static void MapGemma(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, isTied: true, headSize: 256);
        Shared(map, draft);
        map.Only("hidden_act", "\"gelu\"", "\"gelu_pytorch_tanh\"");        // Gemma was first published as "gelu", and meant the other
        LlamaKeys.Rope(map, draft);
    }

    private static void MapGemma2(ConfigMap map, DecoderDraft draft)
    {
        LlamaKeys.Sizes(map, draft, isTied: true, headSize: 256);
        Shared(map, draft);
        map.Only("hidden_act", "\"gelu_pytorch_tanh\"");
        LlamaKeys.Rope(map, draft);
        LlamaKeys.RootScale(map, draft, "query_pre_attn_scalar", 256);
        map.OptionalNumber("attn_logit_softcapping", ref draft.Softcap, 50);
        map.OptionalNumber("final_logit_softcapping", ref draft.LogitSoftcap, 30);
        map.OptionalSize("sliding_window", ref draft.Window, 4096);
        LayerKinds.Types(map, draft, i => i % 2 == 0);
    }

    private static void MapGemma3(ConfigMap map, DecoderDraft draft)
    {
        map.Size("num_hidden_layers", ref draft.Layers, 26);
        map.Size("hidden_size", ref draft.Hidden, 2304);
        map.Size("vocab_size", ref draft.Vocab, 262_208);
        map.Size("max_position_embeddings", ref draft.Positions, 131_072);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size("num_attention_heads", ref draft.Heads, 8);
        map.Size("num_key_value_heads", ref draft.KeyValueHeads, 4);
        map.OptionalSize("head_dim", ref draft.HeadSize, 256);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        Shared(map, draft, inner: 9216);
        map.Rope(draft, new() { UsualTheta = 1_000_000, LocalTheta = "rope_local_base_freq" });
        LlamaKeys.RootScale(map, draft, "query_pre_attn_scalar", 256);
        map.OptionalNumber("attn_logit_softcapping", ref draft.Softcap);
        map.OptionalNumber("final_logit_softcapping", ref draft.LogitSoftcap);
        map.OptionalSize("sliding_window", ref draft.Window, 4096);
        var interval = 6;
        if (map.IsReading)
            map.Size("sliding_window_pattern|_sliding_window_pattern", ref interval, 6, least: 1);
        LayerKinds.Types(map, draft, i => interval < 1 || (i + 1) % interval != 0);
    }

    private static void MapGemma3Text(ConfigMap map, DecoderDraft draft)
    {
        map.Inside("text_config", text =>
        {
            MapGemma3(text, draft);
            text.Ignored("model_type", "dtype", "torch_dtype", "bos_token_id", "eos_token_id", "pad_token_id");
        });
        map.Ignored("vision_config", "boi_token_index", "eoi_token_index", "image_token_index", "mm_tokens_per_image", "tie_word_embeddings");
    }

    private static void Shared(ConfigMap map, DecoderDraft draft, int? inner = null)
    {
        if (map.IsReading)
            draft.EmbeddingScale = Math.Sqrt(draft.Hidden);
        LlamaKeys.AttentionBias(map, draft);
        map.Size("intermediate_size", ref draft.Inner, inner);
        map.Activation("hidden_activation", ref draft.Gate, GateActivation.GeluTanh);
        map.Number("rms_norm_eps", ref draft.Epsilon, 1e-6);
        map.Only("use_bidirectional_attention", "false");
    }
}
