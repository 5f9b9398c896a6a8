namespace Llm.Gen.Architectures.Tests;

/// <summary>Small configurations, each on one line.</summary>
internal static class ConfigTexts
{
    private static readonly (string Key, string Value)[] Plain =
    [
        ("num_hidden_layers", "2"), ("hidden_size", "32"), ("vocab_size", "96"), ("max_position_embeddings", "64"), ("num_attention_heads", "4"), ("intermediate_size", "64"), ("rms_norm_eps", "1e-06"),
        ("num_experts_per_tok", "2"),
    ];

    /// <summary>A configuration of a family that has Llama's keys; the members that are exchanged stand first.</summary>
    public static string Of(string family, params (string Key, string Value)[] members)
    {
        var keys = members.Select(member => member.Key).ToHashSet();
        return Whole(family, [.. members, .. Plain.Where(member => !keys.Contains(member.Key))]);
    }

    /// <summary>A configuration of a family with keys of its own.</summary>
    public static string Whole(string family, params (string Key, string Value)[] members) =>
        "{" + string.Join(", ", members.Append(("model_type", $"\"{family}\"")).Select(member => $"\"{member.Item1}\": {member.Item2}")) + "}";

    public static string Refuse(string text) => Assert.Throws<ArchitectureException>(() => ModelConfig.Parse(text)).Message;
}
