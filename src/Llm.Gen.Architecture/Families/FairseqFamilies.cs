namespace Llm.Gen.Architectures;

/// <summary>Families from fairseq: biases and LayerNorm everywhere, positions that begin at 2, feed-forwards without a module of their own.</summary>
internal static class FairseqFamilies
{
    private const double Epsilon = 1e-5;                            // theirs is not a key
    private const int Offset = 2;

    private static readonly WeightNames Names = new()
    {
        FinalNorm = "layer_norm",
        AttentionNorm = "self_attn_layer_norm",
        Output = "out_proj",
        FeedForwardNorm = "final_layer_norm",
        FeedForward = "",
        Up = "fc1",
        Down = "fc2",
    };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new()
        {
            Name = "opt",
            Title = "Opt",
            ClassName = "OPTForCausalLM",
            Names = Names with { Decoder = "model.decoder", FinalNorm = "final_layer_norm" },
            Begin = () => Begin(new LearnedPositionSpec { Offset = Offset }),
            Map = MapOpt,
        },
        new()
        {
            Name = "biogpt",
            Title = "BioGpt",
            ClassName = "BioGptForCausalLM",
            Names = Names with { Decoder = "biogpt", Head = "output_projection" },
            Begin = () => Begin(new LearnedPositionSpec { Offset = Offset }),
            Map = MapBioGpt,
        },
        new()
        {
            Name = "xglm",
            Title = "Xglm",
            ClassName = "XGLMForCausalLM",
            Names = Names,
            Begin = () => Begin(new SinusoidalPositionSpec { Offset = Offset, Layout = SinusoidLayout.Halves }),
            Map = MapXglm,
        },
    ];

    private static DecoderDraft Begin(EmbeddedPositionSpec positions) => new()
    {
        Norm = new LayerNormSpec { Epsilon = 0 },
        Epsilon = Epsilon,
        IsPlain = true,
        HasFeedForwardBias = true,
        Bias = AttentionBias.All,
        HasRope = false,
        EmbeddedPositions = positions,
    };

    /// <summary>OPT (arXiv:2205.01068).</summary>
    private static void MapOpt(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, "num_hidden_layers", "hidden_size", "num_attention_heads", "ffn_dim");
        map.OptionalSize("word_embed_proj_dim", ref draft.EmbeddingSize);
        map.Activation("activation_function", ref draft.Activation, MlpActivation.Relu);
        map.Number("dropout", ref draft.ResidualDropout, 0.1);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        LlamaKeys.Bias(map, draft, "enable_bias", AttentionBias.All, fallback: true);
        if (map.IsReading)
            draft.HasFeedForwardBias = draft.Bias != AttentionBias.None;
        var isAffine = draft.Norm is LayerNormSpec { HasWeight: true };
        map.ExtraFlag("layer_norm_elementwise_affine", ref isAffine, true);
        if (map.IsReading)
            draft.Norm = new LayerNormSpec { Epsilon = 0, HasWeight = isAffine, HasBias = isAffine };
        var isPre = draft.Placement == NormPlacement.Pre;
        var isRemoved = isPre && !draft.HasFinalNorm;
        map.Flag("do_layer_norm_before", ref isPre, true);
        map.ExtraFlag("_remove_final_layer_norm", ref isRemoved);
        if (!map.IsReading)
            return;

        draft.Placement = isPre ? NormPlacement.Pre : NormPlacement.Post;
        draft.HasFinalNorm = isPre && !isRemoved;
    }

    private static void MapBioGpt(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, "num_hidden_layers", "hidden_size", "num_attention_heads", "intermediate_size");
        map.Activation("hidden_act", ref draft.Activation, MlpActivation.Gelu);
        ScaledAndDropped(map, draft, "hidden_dropout_prob", "attention_probs_dropout_prob");
        map.Ignored("layer_norm_eps");                              // the reference's norms never see it
    }

    private static void MapXglm(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, "num_layers|num_hidden_layers", "d_model|hidden_size", "attention_heads|num_attention_heads", "ffn_dim");
        map.Activation("activation_function", ref draft.Activation, MlpActivation.Gelu);
        ScaledAndDropped(map, draft, "dropout", "attention_dropout");
    }

    private static void Sizes(ConfigMap map, DecoderDraft draft, string layers, string hidden, string heads, string inner)
    {
        map.Size(layers, ref draft.Layers);
        map.Size(hidden, ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size(heads, ref draft.Heads);
        map.Size(inner, ref draft.Inner);
        if (map.IsReading)
            draft.KeyValueHeads = draft.Heads;
        map.Only("layerdrop", "0.0", "0");
        map.Only("activation_dropout", "0.0", "0");
    }

    private static void ScaledAndDropped(ConfigMap map, DecoderDraft draft, string dropout, string attentionDropout)
    {
        var isScaled = draft.EmbeddingScale != 1;
        map.Flag("scale_embedding", ref isScaled, true);
        map.Number(dropout, ref draft.ResidualDropout, 0.1);
        map.Number(attentionDropout, ref draft.AttentionDropout, 0.1);
        if (!map.IsReading)
            return;

        draft.EmbeddingScale = isScaled ? Math.Sqrt(draft.Hidden) : 1;
        draft.EmbeddingDropout = draft.ResidualDropout;
    }
}
