namespace Llm.Gen.Architectures;

/// <summary>How a family names its stored tensors: one name for each module of the tree, and how some of them are stored.</summary>
public sealed record WeightNames
{
    /// <summary>Llama's names, which most families since have taken over.</summary>
    public static WeightNames Llama { get; } = new();

    /// <summary>The names of an architecture without errors.</summary>
    public static WeightNames Of(Architecture architecture) => ModelFamily.Of(architecture).NamesOf(architecture);

    /// <summary>The decoder, in the model.</summary>
    public string Decoder { get; init; } = "model";

    /// <summary>The scores' matrix, in the model; absent where the embedding is tied.</summary>
    public string Head { get; init; } = "lm_head";

    /// <summary>The token embedding, in the decoder.</summary>
    public string Embedding { get; init; } = "embed_tokens";

    /// <summary>The learnt positions, in the decoder.</summary>
    public string EmbeddedPositions { get; init; } = "embed_positions";

    /// <summary>The embedding's norm, in the decoder.</summary>
    public string EmbeddingNorm { get; init; } = "embed_layernorm";

    /// <summary>The matrix from the embedding to the hidden state, in the decoder.</summary>
    public string ProjectIn { get; init; } = "project_in";

    /// <summary>The matrix from the hidden state to what the head scores, in the decoder.</summary>
    public string ProjectOut { get; init; } = "project_out";

    /// <summary>The list of layers, in the decoder.</summary>
    public string Layers { get; init; } = "layers";

    /// <summary>The norm after the last layer, in the decoder.</summary>
    public string FinalNorm { get; init; } = "norm";

    /// <summary>The norm before the attention, in a layer; the only one of the attention where norms stand elsewhere.</summary>
    public string AttentionNorm { get; init; } = "input_layernorm";

    /// <summary>The norm after the attention in a sandwich, in a layer.</summary>
    public string AttentionOutputNorm { get; init; } = "attention_output_layernorm";

    /// <summary>The attention, in a layer.</summary>
    public string Attention { get; init; } = "self_attn";

    /// <summary>The norm before the feed-forward, in a layer; the only one of the feed-forward where norms stand elsewhere.</summary>
    public string FeedForwardNorm { get; init; } = "post_attention_layernorm";

    /// <summary>The norm after the feed-forward in a sandwich, in a layer.</summary>
    public string FeedForwardOutputNorm { get; init; } = "mlp_output_layernorm";

    /// <summary>The feed-forward, in a layer; empty where its projections are the layer's own.</summary>
    public string FeedForward { get; init; } = "mlp";

    /// <summary>A feed-forward that the library's user wrote, in a layer: named even where the family's own has no name.</summary>
    public string OwnFeedForward => FeedForward.Length == 0 ? "mlp" : FeedForward;

    /// <summary>The query projection, in an attention.</summary>
    public string Query { get; init; } = "q_proj";

    /// <summary>The key projection, in an attention.</summary>
    public string Key { get; init; } = "k_proj";

    /// <summary>The value projection, in an attention.</summary>
    public string Value { get; init; } = "v_proj";

    /// <summary>The one projection that stores query, key and value; null where they are stored apart.</summary>
    public string? QueryKeyValue { get; init; }

    /// <summary>Whether rows of that projection stand group by group. Default: false, all queries, all keys, all values.</summary>
    public bool HasRowsByGroup { get; init; }

    /// <summary>The output projection, in an attention.</summary>
    public string Output { get; init; } = "o_proj";

    /// <summary>The norm of queries, in an attention.</summary>
    public string QueryNorm { get; init; } = "q_norm";

    /// <summary>The norm of keys, in an attention.</summary>
    public string KeyNorm { get; init; } = "k_norm";

    /// <summary>The list of norms with a weight for each head, in the norm of queries or keys; null where one tensor stores them all.</summary>
    public string? EachHeadNorms { get; init; }

    /// <summary>The learnt sinks, in an attention.</summary>
    public string Sinks { get; init; } = "sinks";

    /// <summary>The biases of distances, in the attention of the first layer.</summary>
    public string PositionBias { get; init; } = "relative_attention_bias";

    /// <summary>The keys of distances, in an attention.</summary>
    public string DistanceKeys { get; init; } = "relative_keys";

    /// <summary>The values of distances, in an attention.</summary>
    public string DistanceValues { get; init; } = "relative_values";

    /// <summary>A component that tells positions, in an attention.</summary>
    public string Position { get; init; } = "position";

    /// <summary>The projection to the queries' latent, in an attention.</summary>
    public string QueryDown { get; init; } = "q_a_proj";

    /// <summary>The norm of the queries' latent, in an attention.</summary>
    public string QueryDownNorm { get; init; } = "q_a_layernorm";

    /// <summary>The projection from the queries' latent, in an attention.</summary>
    public string QueryUp { get; init; } = "q_b_proj";

    /// <summary>The projection to the latent of keys and values and to the rotated key, in an attention.</summary>
    public string KeyValueDown { get; init; } = "kv_a_proj_with_mqa";

    /// <summary>The norm of the latent of keys and values, in an attention.</summary>
    public string KeyValueDownNorm { get; init; } = "kv_a_layernorm";

    /// <summary>The projection from the latent of keys and values, in an attention.</summary>
    public string KeyValueUp { get; init; } = "kv_b_proj";

    /// <summary>The gate projection, in a feed-forward.</summary>
    public string Gate { get; init; } = "gate_proj";

    /// <summary>The up projection, in a feed-forward.</summary>
    public string Up { get; init; } = "up_proj";

    /// <summary>The one projection that stores gate and up; null where they are stored apart.</summary>
    public string? GateUp { get; init; }

    /// <summary>The down projection, in a feed-forward.</summary>
    public string Down { get; init; } = "down_proj";

    /// <summary>The activation with numbers of its own, in a feed-forward.</summary>
    public string Activation { get; init; } = "act_fn";

    /// <summary>Whether the matrices of attention and feed-forward are stored [in, out]. Default: false.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>The mixture of experts, in a layer; null where it is named as a feed-forward is.</summary>
    public string? ExpertFeedForward { get; init; }

    /// <summary>The router, in a mixture.</summary>
    public string Router { get; init; } = "router";

    /// <summary>What moves the choice of experts, in a mixture.</summary>
    public string CorrectionBias { get; init; } = "router.correction_bias";

    /// <summary>The list of experts, in a mixture.</summary>
    public string Experts { get; init; } = "experts";

    /// <summary>An expert's gate projection; null where it is named as a feed-forward's.</summary>
    public string? ExpertGate { get; init; }

    /// <summary>An expert's up projection; null where it is named as a feed-forward's.</summary>
    public string? ExpertUp { get; init; }

    /// <summary>An expert's down projection; null where it is named as a feed-forward's.</summary>
    public string? ExpertDown { get; init; }

    /// <summary>The tensors that store all experts of a layer; null where each is stored by itself.</summary>
    public StackedExpertNames? StackedExperts { get; init; }

    /// <summary>The shared expert, in a mixture.</summary>
    public string SharedExpert { get; init; } = "shared_expert";

    /// <summary>The score of the shared expert, in a mixture.</summary>
    public string SharedExpertGate { get; init; } = "shared_expert_gate";
}
