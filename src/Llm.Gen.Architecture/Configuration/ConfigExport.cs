namespace Llm.Gen.Architectures;

/// <summary>Writes config.json.</summary>
internal static class ConfigExport
{
    public static string ToJson(ModelConfig config)
    {
        var members = Members(config.Architecture).Where(member => member.Value is not JsonNull).Concat(Beside(config)).OrderBy(member => member.Key, StringComparer.Ordinal);
        return JsonWriter.Write(new JsonObject(members.ToEquatableArray()));
    }

    /// <summary>What the architecture says, in the order of its parts; equal architectures have equal members.</summary>
    public static IReadOnlyList<JsonMember> Members(Architecture architecture)
    {
        var layer = architecture.Layers[0];
        var attention = (HeadAttentionSpec)layer.Attention;
        var gated = (GatedFeedForwardSpec)layer.FeedForward;
        var rope = layer.Position as RopeSpec;
        return
        [
            new("model_type", new JsonString(architecture.Family)),
            new("num_hidden_layers", JsonWriter.Number(architecture.Layers.Count)),
            new("hidden_size", JsonWriter.Number(architecture.Hidden)),
            new("vocab_size", JsonWriter.Number(architecture.Vocab)),
            new("max_position_embeddings", JsonWriter.Number(architecture.Positions)),
            new("tie_word_embeddings", new JsonBoolean(architecture.TiedEmbeddings)),
            new("num_attention_heads", JsonWriter.Number(attention.Heads)),
            new("num_key_value_heads", JsonWriter.Number(attention.KeyValueHeads)),
            new("head_dim", JsonWriter.Number(attention.HeadSize)),
            new("attention_bias", new JsonBoolean(attention.Bias == AttentionBias.All)),
            new("intermediate_size", JsonWriter.Number(gated.Inner)),
            new("hidden_act", new JsonString(ActivationNames.Of(gated.Activation))),
            new("mlp_bias", new JsonBoolean(gated.HasBias)),
            new("rms_norm_eps", JsonWriter.Number(((RmsNormSpec)layer.Norm).Epsilon)),
            new("rope_theta", rope is null ? new JsonNull() : JsonWriter.Number(rope.Theta)),
            new("rope_scaling", RopeConfig.Write(rope?.Scaling)),
        ];
    }

    private static IEnumerable<JsonMember> Beside(ModelConfig config)
    {
        yield return new("architectures", new JsonArray(new([new JsonString(ModelFamily.Of(config.Architecture).ClassName)])));
        if (config.Precision is { } precision)
            yield return new("torch_dtype", new JsonString(PrecisionNames.Of(precision)));
        if (config.Tokens.Begin is { } begin)
            yield return new("bos_token_id", JsonWriter.Number(begin));
        if (config.Tokens.Ends is { Count: > 0 } ends)
            yield return new("eos_token_id", ends.Count == 1 ? JsonWriter.Number(ends[0]) : new JsonArray(new(ends.Select(end => JsonWriter.Number(end)))));
        if (config.Tokens.Padding is { } padding)
            yield return new("pad_token_id", JsonWriter.Number(padding));
    }
}
