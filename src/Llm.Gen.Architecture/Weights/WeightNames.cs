namespace Llm.Gen.Architectures;

/// <summary>How a family names its stored tensors: one name for each module of the tree.</summary>
public sealed record WeightNames
{
    /// <summary>Llama's names, which most families since have taken over.</summary>
    public static WeightNames Llama { get; } = new();

    /// <summary>The decoder, in the model.</summary>
    public string Decoder { get; init; } = "model";

    /// <summary>The scores' matrix, in the model; absent where the embedding is tied.</summary>
    public string Head { get; init; } = "lm_head";

    /// <summary>The token embedding, in the decoder.</summary>
    public string Embedding { get; init; } = "embed_tokens";

    /// <summary>The list of layers, in the decoder.</summary>
    public string Layers { get; init; } = "layers";

    /// <summary>The norm after the last layer, in the decoder.</summary>
    public string FinalNorm { get; init; } = "norm";

    /// <summary>The norm before the attention, in a layer.</summary>
    public string AttentionNorm { get; init; } = "input_layernorm";

    /// <summary>The attention, in a layer.</summary>
    public string Attention { get; init; } = "self_attn";

    /// <summary>The norm before the feed-forward, in a layer.</summary>
    public string FeedForwardNorm { get; init; } = "post_attention_layernorm";

    /// <summary>The feed-forward, in a layer.</summary>
    public string FeedForward { get; init; } = "mlp";

    /// <summary>The query projection, in an attention.</summary>
    public string Query { get; init; } = "q_proj";

    /// <summary>The key projection, in an attention.</summary>
    public string Key { get; init; } = "k_proj";

    /// <summary>The value projection, in an attention.</summary>
    public string Value { get; init; } = "v_proj";

    /// <summary>The output projection, in an attention.</summary>
    public string Output { get; init; } = "o_proj";

    /// <summary>The gate projection, in a feed-forward.</summary>
    public string Gate { get; init; } = "gate_proj";

    /// <summary>The up projection, in a feed-forward.</summary>
    public string Up { get; init; } = "up_proj";

    /// <summary>The down projection, in a feed-forward.</summary>
    public string Down { get; init; } = "down_proj";
}
