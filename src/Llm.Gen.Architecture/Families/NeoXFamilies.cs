namespace Llm.Gen.Architectures;

/// <summary>Families with LayerNorm, plain feed-forwards and rotary or linear positions, most with one matrix of queries, keys and values.</summary>
internal static class NeoXFamilies
{
    // Falcon divides scores and slopes together by the root of the head's size: softmax((q k + slope distance) / sqrt(E)). The reference has put
    // slope distance / sqrt(E) into its mask for the fused attention, and its plain attention, which recorded cases are made with, adds that mask to
    // scores which have the slopes already: twice in all. What falcon-rw was trained with is once; a config.json says so with alibi_multiplier = 1.
    private const double FalconSlopes = 2;

    private static readonly WeightNames NeoXNames = new()
    {
        Decoder = "gpt_neox",
        Head = "embed_out",
        Embedding = "embed_in",
        FinalNorm = "final_layer_norm",
        Attention = "attention",
        QueryKeyValue = "query_key_value",
        HasRowsByGroup = true,
        Output = "dense",
        Up = "dense_h_to_4h",
        Down = "dense_4h_to_h",
    };

    private static readonly WeightNames BloomNames = NeoXNames with
    {
        Decoder = "transformer",
        Head = "lm_head",
        Embedding = "word_embeddings",
        EmbeddingNorm = "word_embeddings_layernorm",
        Layers = "h",
        FinalNorm = "ln_f",
        Attention = "self_attention",
    };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "gpt_neox",
            Title = "GptNeoX",
            ClassName = "GPTNeoXForCausalLM",
            Names = NeoXNames,
            Begin = () => new() { Norm = Norm, IsPlain = true, HasFeedForwardBias = true },
            Map = MapNeoX,
        },
        new()
        {
            Name = "bloom",
            Title = "Bloom",
            ClassName = "BloomForCausalLM",
            Names = BloomNames,
            Begin = () => new()
            {
                Norm = Norm,
                IsPlain = true,
                Activation = MlpActivation.GeluTanh,
                HasFeedForwardBias = true,
                Bias = AttentionBias.All,
                HasEmbeddingNorm = true,
                HasRope = false,
                Unrotated = new AlibiSpec(),
            },
            Map = MapBloom,
        },
        new()
        {
            Name = "falcon",
            Title = "Falcon",
            ClassName = "FalconForCausalLM",
            Naming = FalconNames,
            Begin = () => new() { Norm = Norm, IsPlain = true },
            Map = MapFalcon,
        },
        new()
        {
            Name = "mpt",
            Title = "Mpt",
            ClassName = "MptForCausalLM",
            Names = new()
            {
                Decoder = "transformer",
                Embedding = "wte",
                Layers = "blocks",
                FinalNorm = "norm_f",
                AttentionNorm = "norm_1",
                Attention = "attn",
                QueryKeyValue = "Wqkv",
                Output = "out_proj",
                FeedForwardNorm = "norm_2",
                FeedForward = "ffn",
            },
            Begin = () => new() { Norm = Norm with { HasBias = false }, IsPlain = true, Activation = MlpActivation.Gelu, HasRope = false, Unrotated = new AlibiSpec() },
            Map = MapMpt,
        },
        new()
        {
            Name = "persimmon",
            Title = "Persimmon",
            ClassName = "PersimmonForCausalLM",
            Names = NeoXNames with { Decoder = "model", Head = "lm_head", Embedding = "embed_tokens", FinalNorm = "final_layernorm", Attention = "self_attn", QueryNorm = "q_layernorm", KeyNorm = "k_layernorm" },
            Begin = () => new() { Norm = Norm, IsPlain = true, HasFeedForwardBias = true, Bias = AttentionBias.All },
            Map = MapPersimmon,
        },
    ];

    private static LayerNormSpec Norm => new() { Epsilon = 0 };

    private static void MapNeoX(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: false);
        map.OptionalSize("head_dim", ref draft.HeadSize);
        LlamaKeys.Bias(map, draft, "attention_bias", AttentionBias.All, fallback: true);
        LlamaKeys.PlainFeedForward(map, draft, MlpActivation.Gelu);
        map.Number("layer_norm_eps", ref draft.Epsilon, 1e-5);
        Parallel(map, draft, "use_parallel_residual", NormPlacement.ParallelNorms, fallback: true);
        map.Extra("hidden_dropout", ref draft.ResidualDropout, 0);
        if (map.IsReading)
            draft.EmbeddingDropout = draft.ResidualDropout;
        map.Rope(draft, new() { Theta = "rotary_emb_base|rope_theta", Fraction = "rotary_pct|partial_rotary_factor", UsualFraction = 0.25 });
    }

    private static void MapBloom(ConfigMap map, DecoderDraft draft)
    {
        map.Size("n_layer|num_hidden_layers", ref draft.Layers);
        map.Size("hidden_size|n_embed", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("seq_length", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size("n_head|num_attention_heads", ref draft.Heads);
        map.Number("layer_norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Extra("hidden_dropout", ref draft.ResidualDropout, 0);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        map.Only("apply_residual_connection_post_layernorm", "false");
        map.Ignored("n_inner", "offset_alibi", "skip_bias_add", "skip_bias_add_qkv", "bias_dropout_fusion", "masked_softmax_fusion", "attention_softmax_in_fp32");
        if (!map.IsReading)
            return;

        draft.KeyValueHeads = draft.Heads;
        draft.Inner = Times4(draft.Hidden);
    }

    private static void MapFalcon(ConfigMap map, DecoderDraft draft)
    {
        map.Size("num_hidden_layers|n_layer", ref draft.Layers);
        map.Size("hidden_size|n_embed", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size("num_attention_heads|n_head", ref draft.Heads);
        MapFalconLayers(map, draft);
        map.Only("apply_residual_connection_post_layernorm", "false");
        LlamaKeys.Bias(map, draft, "bias", AttentionBias.All);
        if (map.IsReading)
            draft.HasFeedForwardBias = draft.Bias == AttentionBias.All;
        int? inner = draft.Inner == Times4(draft.Hidden) ? null : draft.Inner;
        map.OptionalSize("ffn_hidden_size", ref inner);
        if (map.IsReading)
            draft.Inner = inner ?? Times4(draft.Hidden);
        map.Activation("activation", ref draft.Activation, MlpActivation.Gelu);
        map.Number("layer_norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Extra("hidden_dropout", ref draft.ResidualDropout, 0);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        var isAlibi = !draft.HasRope;
        map.Flag("alibi", ref isAlibi);
        if (isAlibi)
        {
            draft.HasRope = false;
            var root = draft.Heads > 0 ? Math.Sqrt((double)draft.Hidden / draft.Heads) : 1;
            var times = draft.Unrotated is AlibiSpec alibi ? Math.Round(alibi.Multiplier * root, 12) : FalconSlopes;
            map.Extra("alibi_multiplier", ref times, FalconSlopes);
            if (map.IsReading)
                draft.Unrotated = new AlibiSpec { Multiplier = times / root };
            map.Ignored("rope_theta", "rope_scaling", "rope_parameters");
        }
        else
        {
            LlamaKeys.Rope(map, draft);
        }
    }

    /// <summary>How heads share keys and values, and where the norms stand: three flags and two counts say it.</summary>
    private static void MapFalconLayers(ConfigMap map, DecoderDraft draft)
    {
        var isNewer = draft.Placement == NormPlacement.ParallelNorms || (draft.KeyValueHeads > 1 && draft.KeyValueHeads < draft.Heads);
        var isMultiQuery = draft.KeyValueHeads == 1;
        var isParallel = draft.Placement is NormPlacement.Parallel or NormPlacement.ParallelNorms;
        int? keyValueHeads = isNewer ? draft.KeyValueHeads : null, norms = isNewer ? draft.Placement == NormPlacement.ParallelNorms ? 2 : 1 : null;
        map.Flag("new_decoder_architecture", ref isNewer);
        map.Flag("multi_query", ref isMultiQuery, true);
        map.Flag("parallel_attn", ref isParallel, true);
        map.OptionalSize("num_kv_heads|n_head_kv", ref keyValueHeads, least: 1);
        map.OptionalSize("num_ln_in_parallel_attn", ref norms, least: 1, most: 2);
        if (!map.IsReading)
            return;

        draft.KeyValueHeads = isNewer ? keyValueHeads ?? draft.Heads : isMultiQuery ? 1 : draft.Heads;
        draft.Placement = !isNewer && !isParallel ? NormPlacement.Pre : isNewer && norms is null or 2 ? NormPlacement.ParallelNorms : NormPlacement.Parallel;
    }

    private static WeightNames FalconNames(Architecture architecture)
    {
        var layer = architecture.Layers[0];
        var names = BloomNames with { HasRowsByGroup = layer.Attention is HeadAttentionSpec { KeyValueHeads: > 1 } };
        return layer.Placement == NormPlacement.ParallelNorms ? names with { AttentionNorm = "ln_attn", FeedForwardNorm = "ln_mlp" } : names;
    }

    private static void MapMpt(ConfigMap map, DecoderDraft draft)
    {
        map.Size("n_layers|num_hidden_layers", ref draft.Layers);
        map.Size("d_model|hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_seq_len", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size("n_heads|num_attention_heads", ref draft.Heads);
        map.Ignored("expansion_ratio", "learned_pos_emb");         // the reference has four times the size, and no positions but ALiBi
        map.Number("layer_norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Extra("emb_pdrop", ref draft.EmbeddingDropout, 0);
        map.Extra("resid_pdrop", ref draft.ResidualDropout, 0);
        map.Only("no_bias", "true");
        map.Ignored("init_config", "tokenizer_name", "verbose");
        map.Only("embedding_fraction", "1.0", "1");
        map.Only("norm_type", "\"low_precision_layernorm\"", "\"layernorm\"");
        map.Inside("attn_config", inner =>
        {
            inner.Extra("attn_pdrop", ref draft.AttentionDropout, 0);
            inner.OptionalNumber("clip_qkv", ref draft.Clip);
            inner.OptionalNumber("softmax_scale", ref draft.Scale);
            inner.Only("attn_type", "\"multihead_attention\"");
            inner.Only("alibi", "true");
            inner.Only("alibi_bias_max", "8");
            inner.Only("prefix_lm", "false");
            inner.Only("qk_ln", "false");
            inner.Only("attn_uses_sequence_id", "false");
            inner.Ignored("attn_impl", "model_type", "architectures", "dtype");
        });
        if (!map.IsReading)
            return;

        draft.KeyValueHeads = draft.Heads;
        draft.Inner = Times4(draft.Hidden);
    }

    private static void MapPersimmon(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: false);
        LlamaKeys.PlainFeedForward(map, draft, MlpActivation.Relu2);
        map.Repeats("num_key_value_heads", draft.Heads, "num_attention_heads");
        map.Number("layer_norm_eps", ref draft.Epsilon, 1e-5);
        map.Extra("hidden_dropout", ref draft.ResidualDropout, 0);
        QueryKeyNorm(map, draft, "qk_layernorm", Norm, NormExtent.Head, fallback: true);
        LlamaKeys.PartialRope(map, draft, 0.5, 25_000);
    }

    private static void Sizes(ConfigMap map, DecoderDraft draft, bool isTied)
    {
        map.Size("num_hidden_layers", ref draft.Layers);
        map.Size("hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions);
        map.Flag("tie_word_embeddings", ref draft.IsTied, isTied);
        map.Size("num_attention_heads", ref draft.Heads);
        if (map.IsReading)
            draft.KeyValueHeads = draft.Heads;
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
    }

    /// <summary>A flag for a norm of queries and keys.</summary>
    public static void QueryKeyNorm(ConfigMap map, DecoderDraft draft, string key, NormSpec norm, NormExtent extent, bool fallback = false)
    {
        var isNormed = draft.QueryKeyNorm is not null;
        map.Flag(key, ref isNormed, fallback);
        if (map.IsReading)
            draft.QueryKeyNorm = isNormed ? new() { Norm = norm, Extent = extent } : null;
    }

    /// <summary>A flag for a feed-forward beside the attention.</summary>
    public static void Parallel(ConfigMap map, DecoderDraft draft, string key, NormPlacement placement, bool fallback = false)
    {
        var isParallel = draft.Placement == placement;
        map.Flag(key, ref isParallel, fallback);
        if (map.IsReading)
            draft.Placement = isParallel ? placement : NormPlacement.Pre;
    }

    private static int Times4(int hidden) => (int)Math.Min(4L * hidden, int.MaxValue);
}
