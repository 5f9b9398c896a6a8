using System.Text.Json.Nodes;
using Llm.Gen.Architectures;

namespace Llm.Gen.Runtime;

/// <summary>The config.json that a loaded model is saved with: every field it came with; of a larger model, the fields of the text part.</summary>
internal static class StoredConfig
{
    private const string TextPart = "text_config";

    // What a larger model says for its text part too, where that does not say otherwise.
    private static readonly string[] Shared = ["dtype", "torch_dtype", "bos_token_id", "eos_token_id", "pad_token_id", "transformers_version"];

    /// <param name="config">A config.json of a supported model.</param>
    public static string Of(string config)
    {
        var family = ModelFamily.Of(ModelConfig.Parse(config).Architecture);
        var whole = JsonNode.Parse(config)!.AsObject();
        if (whole["model_type"]?.GetValue<string>() == family.Name)
            return config;

        var text = whole[TextPart]?.DeepClone().AsObject() ?? [];
        foreach (var key in Shared.Where(key => whole.ContainsKey(key) && !text.ContainsKey(key)))
            text[key] = whole[key]?.DeepClone();
        text["model_type"] = family.Name;
        text["architectures"] = new System.Text.Json.Nodes.JsonArray(family.ClassName);
        return text.ToJsonString();
    }
}
