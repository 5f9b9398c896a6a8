namespace Llm.Gen.Runtime.Formats;

/// <summary>Names of a Llama's tensors in GGUF files and in Hugging Face folders.</summary>
public static class GgufNames
{
    // Outside the layers.
    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["token_embd"] = "model.embed_tokens",
        ["output_norm"] = "model.norm",
        ["output"] = "lm_head",
    };

    // blk.N.KEY is model.layers.N.VALUE.
    private static readonly Dictionary<string, string> InLayer = new(StringComparer.Ordinal)
    {
        ["attn_norm"] = "input_layernorm",
        ["attn_q"] = "self_attn.q_proj",
        ["attn_k"] = "self_attn.k_proj",
        ["attn_v"] = "self_attn.v_proj",
        ["attn_output"] = "self_attn.o_proj",
        ["ffn_norm"] = "post_attention_layernorm",
        ["ffn_gate"] = "mlp.gate_proj",
        ["ffn_up"] = "mlp.up_proj",
        ["ffn_down"] = "mlp.down_proj",
    };

    /// <summary><c>blk.3.attn_q.weight</c> to <c>model.layers.3.self_attn.q_proj.weight</c>; null for a name with no counterpart.</summary>
    public static string? ToHuggingFace(string name) => name.Split('.') switch
    {
        [var part, ("weight" or "bias") and var kind] when Whole.TryGetValue(part, out var stored) => $"{stored}.{kind}",
        ["blk", var layer, var part, ("weight" or "bias") and var kind] when InLayer.TryGetValue(part, out var stored) =>
            $"model.layers.{layer}.{stored}.{kind}",
        _ => null,
    };
}
