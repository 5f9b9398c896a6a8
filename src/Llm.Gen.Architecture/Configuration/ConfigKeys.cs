namespace Llm.Gen.Architectures;

/// <summary>The keys of config.json that are not read, sorted by what becomes of them.</summary>
internal static class ConfigKeys
{
    /// <summary>Keys that say nothing about what the model computes.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "_name_or_path", "transformers_version", "use_cache", "initializer_range", "model_size", "max_sequence_length",
        "unk_token_id", "sep_token_id", "cls_token_id", "mask_token_id",
        "pretraining_tp",       // how a matmul is cut up, not what comes out
        "output_attentions", "output_hidden_states", "return_dict", "use_return_dict", "torchscript", "chunk_size_feed_forward",
        "gradient_checkpointing", "use_flash_attention", "_attn_implementation", "_flash_attn_2_enabled",
        "classifier_dropout", "summary_activation", "summary_first_dropout", "summary_proj_to_labels", "summary_type", "summary_use_proj",
        "reorder_and_upcast_attn", "attention_softmax_in_fp32", "scale_attention_softmax_in_fp32", "init_std", "init_device", "slow_but_exact",
        "decoder_start_token_id", "n_ctx",
        "auto_map",             // code that another library would run in place of its own
        "id2label", "label2id", "problem_type", "task_specific_params", "tokenizer_class", "prefix", "finetuning_task", "transformers.js_config",
        "max_length", "do_sample", "temperature", "top_p", "top_k", "num_beams", "repetition_penalty",
    };

    /// <summary>Keys that change what the model computes, with the values that change nothing; whatever else they say is refused.</summary>
    private static readonly (string Key, string[] Values)[] Neutral =
    [
        ("attention_dropout", ["0.0", "0"]),
        ("hidden_dropout", ["0.0", "0"]),
        ("embd_pdrop", ["0.0", "0"]),
        ("resid_pdrop", ["0.0", "0"]),
        ("partial_rotary_factor", ["1.0", "1"]),
        ("sliding_window", []),
        ("use_sliding_window", ["false"]),
        ("attention_chunk_size", []),
        ("no_rope_layers", ["[]"]),
        ("no_rope_layer_interval", []),
        ("rope_interleaved", ["false"]),
        ("rotary_emb_interleaved", ["false"]),
        ("qkv_bias", ["false"]),
        ("use_qk_norm", ["false"]),
        ("qk_norm", ["false"]),
        ("qk_layernorm", ["false"]),
        ("attention_multiplier", []),
        ("embedding_multiplier", ["1.0", "1"]),
        ("residual_multiplier", ["1.0", "1"]),
        ("logits_scaling", ["1.0", "1"]),
        ("logit_scale", ["1.0", "1"]),
        ("attn_logit_softcapping", []),
        ("final_logit_softcapping", []),
        ("query_pre_attn_scalar", []),
        ("clip_qkv", []),
        ("num_local_experts", []),
        ("num_experts", []),
        ("n_routed_experts", []),
        ("num_nextn_predict_layers", ["0"]),
        ("is_encoder_decoder", ["false"]),
        ("add_cross_attention", ["false"]),
        ("is_decoder", ["true", "false"]),
        ("pruned_heads", ["{}"]),
        ("compression_config", []),
    ];

    /// <summary>What is to be said about a key that is not read: an error, that it is not known, or nothing.</summary>
    public static void Judge(JsonMember member, ConfigFields fields, string family, ICollection<ArchitectureError> errors, ICollection<UnknownKey> unknown)
    {
        if (Array.Find(Neutral, row => row.Key == member.Key).Values is { } neutral)
        {
            if (member.Value is not JsonNull && !neutral.Contains(member.Value.Text))
                errors.Add(Unsupported(member, family, neutral.Length == 0 ? "null" : neutral[0] + " or null"));
        }
        else if (member.Key == "layer_types")
        {
            if (!(member.Value is JsonArray layers && layers.Items.All(item => item is JsonString { Value: "full_attention" })))
                errors.Add(Unsupported(member, family, "[\"full_attention\", ..]"));
        }
        else if (!Harmless.Contains(member.Key))
        {
            unknown.Add(new(ConfigText.Short(member.Key), member.Value.Position, family) { Prefix = fields.Prefix, Known = fields.Asked.ToEquatableArray() });
        }
    }

    private static ArchitectureError Unsupported(JsonMember member, string family, string neutral) =>
        new("LLMC005", ArchitectureMember.Whole,
            $"{member.Key} is {ConfigText.Short(member.Value.Text)} ({member.Value.Position})",
            $"expected {neutral}, since the family \"{family}\" is supported without it",
            "use a model without it");
}
