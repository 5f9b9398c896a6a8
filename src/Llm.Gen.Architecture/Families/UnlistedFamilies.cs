namespace Llm.Gen.Architectures;

/// <summary>Families that are not supported, and what a declaration of one would lack.</summary>
internal static class UnlistedFamilies
{
    // model_type, what it has that no component is for, the family whose declaration comes nearest.
    private static readonly (string Name, string Missing, string Nearest)[] Rows =
    [
        ("baichuan", "queries, keys and values in one W_pack, and ALiBi in its larger models", "llama"),
        ("deepseek_v32", "attention to the tokens that an index picks", "deepseek_v3"),
        ("gemma4", "experts beside a dense feed-forward, and layers whose heads differ in size", "gemma3_text"),
        ("glm4_moe", "biases and norms of queries and keys beside experts that are routed by sigmoid", "qwen3_moe"),
        ("glm_moe_dsa", "attention to the tokens that an index picks", "deepseek_v3"),
        ("jamba", "state-space layers", "mixtral"),
        ("kimi_k2", "no part of its own but its name: it is built like DeepSeek-V3", "deepseek_v3"),
        ("llama4", "attention in chunks, and experts whose input is weighed", "mixtral"),
        ("mimo", "layers that predict tokens further ahead", "qwen2"),
        ("minimax_m2", "norms of queries and keys over all heads beside experts that are routed by sigmoid", "qwen3_moe"),
        ("nemotron-nas", "layers that lack an attention, or differ in their heads", "llama"),
        ("phi4mm", "images and speech, with adapters for each", "phi3"),
        ("qwen", "queries, keys and values in one c_attn, and scores scaled with the logarithm of the length", "qwen2"),
        ("t5", "an encoder, and attention to what it returns", "llama"),
    ];

    /// <summary>The error of a family that is not supported.</summary>
    public static ArchitectureError Refuse(string name)
    {
        var row = Array.Find(Rows, row => row.Name == name);
        return new(ArchitectureError.UnknownFamily, ArchitectureMember.Family, $"model_type \"{name}\" is not supported",
            row.Name is null ? "its keys and its tensors' names are not known" : $"it has {row.Missing}",
            $"the nearest declaration is that of \"{row.Nearest ?? ModelFamily.Nearest(name).Name}\"");
    }
}
