namespace Llm.Gen.Architectures;

/// <summary>GPT and its heirs: LayerNorm, plain feed-forwards, most with learnt positions.</summary>
internal static class GptFamilies
{
    private static readonly WeightNames Gpt2Names = new()
    {
        Decoder = "transformer",
        Embedding = "wte",
        EmbeddedPositions = "wpe",
        Layers = "h",
        FinalNorm = "ln_f",
        AttentionNorm = "ln_1",
        Attention = "attn",
        QueryKeyValue = "c_attn",
        Output = "c_proj",
        FeedForwardNorm = "ln_2",
        Up = "c_fc",
        Down = "c_proj",
        IsTransposed = true,
    };

    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new() { Name = "gpt2", Title = "Gpt2", ClassName = "GPT2LMHeadModel", Names = Gpt2Names, Begin = Learned, Map = MapGpt2 },
        new()
        {
            Name = "openai-gpt",
            Title = "OpenAiGpt",
            ClassName = "OpenAIGPTLMHeadModel",
            Names = Gpt2Names with { Embedding = "tokens_embed", EmbeddedPositions = "positions_embed" },
            Begin = () =>
            {
                var draft = Learned();
                draft.Placement = NormPlacement.Post;
                draft.HasFinalNorm = false;
                return draft;
            },
            Map = MapOpenAiGpt,
        },
        new()
        {
            Name = "gpt_bigcode",
            Title = "GptBigCode",
            ClassName = "GPTBigCodeForCausalLM",
            Naming = architecture => Gpt2Names with { IsTransposed = false, HasRowsByGroup = architecture.Layers[0].Attention is HeadAttentionSpec { KeyValueHeads: > 1 } },
            Begin = Learned,
            Map = MapGptBigCode,
        },
        new()
        {
            Name = "gpt_neo",
            Title = "GptNeo",
            ClassName = "GPTNeoForCausalLM",
            Names = Gpt2Names with { Attention = "attn.attention", QueryKeyValue = null, Output = "out_proj", IsTransposed = false },
            Begin = () =>
            {
                var draft = Learned();
                draft.Bias = AttentionBias.Output;
                draft.Scale = 1;
                return draft;
            },
            Map = MapGptNeo,
        },
        new()
        {
            Name = "gptj",
            Title = "GptJ",
            ClassName = "GPTJForCausalLM",
            Names = Gpt2Names with { QueryKeyValue = null, Output = "out_proj", Up = "fc_in", Down = "fc_out", IsTransposed = false },
            Begin = () => new() { Norm = Norm, IsPlain = true, HasFeedForwardBias = true, HasHeadBias = true, IsInterleaved = true, Placement = NormPlacement.Parallel },
            Map = MapGptJ,
        },
    ];

    private static LayerNormSpec Norm => new() { Epsilon = 0 };

    private static DecoderDraft Learned() => new()
    {
        Norm = Norm,
        IsPlain = true,
        HasFeedForwardBias = true,
        Bias = AttentionBias.All,
        HasRope = false,
        EmbeddedPositions = new LearnedPositionSpec(),
    };

    private static void MapGpt2(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: true);
        Inner(map, draft, "n_inner");
        map.Activation("activation_function", ref draft.Activation, MlpActivation.GeluTanh);
        Scales(map, draft);
        map.ExtraFlag("scale_attn_by_inverse_layer_idx", ref draft.IsScaledByLayer);
    }

    private static void MapOpenAiGpt(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: true);
        if (map.IsReading)
            draft.Inner = Times4(draft.Hidden);
        map.Choice("afn", ref draft.Activation, MlpActivation.GeluTanh,
            ("gelu", MlpActivation.GeluTanh), ("relu", MlpActivation.Relu), ("silu", MlpActivation.Silu), ("swish", MlpActivation.Silu));     // its gelu was the tanh one
    }

    private static void MapGptBigCode(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: true);
        var isMultiQuery = draft.KeyValueHeads == 1;
        map.Flag("multi_query", ref isMultiQuery, true);
        map.Repeats("num_key_value_heads", isMultiQuery ? 1 : draft.Heads, "what multi_query says");
        if (map.IsReading)
            draft.KeyValueHeads = isMultiQuery ? 1 : draft.Heads;
        Inner(map, draft, "n_inner");
        map.Activation("activation_function", ref draft.Activation, MlpActivation.GeluTanh);
        Scales(map, draft);
        map.Ignored("inference_runner", "max_batch_size", "max_sequence_length", "pad_key_length", "pre_allocate_kv_cache", "validate_runner_input");
    }

    private static void MapGptNeo(ConfigMap map, DecoderDraft draft)
    {
        map.Size("num_layers|num_hidden_layers", ref draft.Layers);
        map.Size("hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, true);
        map.Size("num_heads|num_attention_heads", ref draft.Heads);
        if (map.IsReading)
            draft.KeyValueHeads = draft.Heads;
        Inner(map, draft, "intermediate_size");
        map.Activation("activation_function", ref draft.Activation, MlpActivation.GeluTanh);
        map.Number("layer_norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Extra("embed_dropout", ref draft.EmbeddingDropout, 0);
        map.Extra("resid_dropout", ref draft.ResidualDropout, 0);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
        map.OptionalSize("window_size", ref draft.Window, 256);

        IReadOnlyList<string>? kinds = map.IsReading ? null : [.. draft.LayerIndices.Select(i => LayerKinds.HasWindow(draft, i) ? "local" : "global")];
        map.LayerWords("attention_layers", draft.Layers, ref kinds, "global", "local");
        map.RepeatedWords("attention_types", draft.Layers, ref kinds, "global", "local");
        if (map.IsReading)
            draft.Windowed = [.. draft.LayerIndices.Select(i => kinds is null ? i % 2 == 1 : kinds[i] == "local")];
    }

    private static void MapGptJ(ConfigMap map, DecoderDraft draft)
    {
        Sizes(map, draft, isTied: false);
        Inner(map, draft, "n_inner");
        map.Activation("activation_function", ref draft.Activation, MlpActivation.GeluTanh);
        var columns = draft.RotaryColumns ?? draft.HeadSize ?? 0;
        map.Size("rotary_dim", ref columns, 64);
        map.Only("rotary", "true");
        map.Only("scale_attn_weights", "true");
        if (!map.IsReading)
            return;

        draft.RotaryColumns = columns;
        draft.Theta = 10_000;
    }

    private static void Sizes(ConfigMap map, DecoderDraft draft, bool isTied)
    {
        map.Size("n_layer|num_hidden_layers", ref draft.Layers);
        map.Size("n_embd|hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("n_positions|max_position_embeddings", ref draft.Positions);
        map.Flag("tie_word_embeddings", ref draft.IsTied, isTied);
        map.Size("n_head|num_attention_heads", ref draft.Heads);
        if (map.IsReading)
            draft.KeyValueHeads = draft.Heads;
        map.Number("layer_norm_epsilon", ref draft.Epsilon, 1e-5);
        map.Number("embd_pdrop", ref draft.EmbeddingDropout, Gpt2Dropout(isTied));
        map.Number("resid_pdrop", ref draft.ResidualDropout, Gpt2Dropout(isTied));
        map.Number("attn_pdrop", ref draft.AttentionDropout, Gpt2Dropout(isTied));
    }

    // GPT-J drops nothing unless it says so; it is also the only one here whose embedding is not tied.
    private static double Gpt2Dropout(bool isTied) => isTied ? 0.1 : 0;

    private static void Inner(ConfigMap map, DecoderDraft draft, string key)
    {
        int? inner = draft.Inner == Times4(draft.Hidden) ? null : draft.Inner;
        map.OptionalSize(key, ref inner);
        if (map.IsReading)
            draft.Inner = inner ?? Times4(draft.Hidden);
    }

    /// <summary>Whether scores are divided by the root of the head's size.</summary>
    private static void Scales(ConfigMap map, DecoderDraft draft)
    {
        var isScaled = draft.Scale != 1;
        map.ExtraFlag("scale_attn_weights", ref isScaled, true);
        if (map.IsReading)
            draft.Scale = isScaled ? null : 1;
    }

    private static int Times4(int hidden) => (int)Math.Min(4L * hidden, int.MaxValue);
}
