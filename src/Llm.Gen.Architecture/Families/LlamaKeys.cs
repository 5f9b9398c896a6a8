namespace Llm.Gen.Architectures;

/// <summary>The keys that most families have taken over from Llama.</summary>
internal static class LlamaKeys
{
    /// <summary>Sizes of the model and its heads, the ties, the attention's dropout.</summary>
    public static void Sizes(ConfigMap map, DecoderDraft draft, bool isTied = false, int? headSize = null)
    {
        map.Size("num_hidden_layers", ref draft.Layers);
        map.Size("hidden_size", ref draft.Hidden);
        map.Size("vocab_size", ref draft.Vocab);
        map.Size("max_position_embeddings", ref draft.Positions, 2048);
        map.Flag("tie_word_embeddings", ref draft.IsTied, isTied);
        map.Size("num_attention_heads", ref draft.Heads);
        map.Size("num_key_value_heads", ref draft.KeyValueHeads, draft.Heads);
        map.OptionalSize("head_dim", ref draft.HeadSize, headSize);
        map.Extra("attention_dropout", ref draft.AttentionDropout, 0);
    }

    /// <summary>One flag for the biases of all four projections.</summary>
    public static void AttentionBias(ConfigMap map, DecoderDraft draft) => Bias(map, draft, "attention_bias", Llm.Gen.AttentionBias.All);

    /// <summary>One flag for the biases of some projections, beside those that the family always has.</summary>
    public static void Bias(ConfigMap map, DecoderDraft draft, string key, AttentionBias biases, bool fallback = false)
    {
        var isSet = (draft.Bias & biases) != 0;
        map.Flag(key, ref isSet, fallback);
        if (map.IsReading)
            draft.Bias = isSet ? draft.Bias | biases : draft.Bias & ~biases;
    }

    /// <summary>Inner size and activation of a gated feed-forward.</summary>
    public static void FeedForward(ConfigMap map, DecoderDraft draft, string activation = "hidden_act", GateActivation fallback = GateActivation.Silu)
    {
        map.Size("intermediate_size", ref draft.Inner);
        map.Activation(activation, ref draft.Gate, fallback);
    }

    /// <summary>Inner size and activation of a plain feed-forward.</summary>
    public static void PlainFeedForward(ConfigMap map, DecoderDraft draft, MlpActivation fallback, string activation = "hidden_act")
    {
        map.Size("intermediate_size", ref draft.Inner);
        map.Activation(activation, ref draft.Activation, fallback);
    }

    /// <summary>Rotary positions of all columns.</summary>
    public static void Rope(ConfigMap map, DecoderDraft draft, double theta = 10_000) => map.Rope(draft, new() { UsualTheta = theta });

    /// <summary>Rotary positions of a share of the columns.</summary>
    public static void PartialRope(ConfigMap map, DecoderDraft draft, double fraction, double theta = 10_000) =>
        map.Rope(draft, new() { UsualTheta = theta, Fraction = "partial_rotary_factor", UsualFraction = fraction });

    /// <summary>Granite's multipliers: what embeddings, scores and residuals are multiplied by, and what logits are divided by.</summary>
    public static void Multipliers(ConfigMap map, DecoderDraft draft)
    {
        var scale = draft.Scale ?? (draft.HeadSize is { } size ? 1 / Math.Sqrt(size) : 1);
        var divisor = Inverse(draft.LogitMultiplier);
        map.Number("embedding_multiplier", ref draft.EmbeddingScale, 1);
        map.Number("attention_multiplier", ref scale, 1);
        map.Number("residual_multiplier", ref draft.ResidualMultiplier, 1);
        map.Number("logits_scaling", ref divisor, 1, above: 0);
        if (!map.IsReading)
            return;

        draft.Scale = scale;
        draft.LogitMultiplier = 1 / divisor;
    }

    /// <summary>The scale 1 / root(number) under a key; of a draft that has none, the head size is the number.</summary>
    public static void RootScale(ConfigMap map, DecoderDraft draft, string key, double fallback)
    {
        var scalar = draft.Scale is { } scale ? Round(1 / (scale * scale)) : draft.HeadSize ?? fallback;
        map.Number(key, ref scalar, fallback, above: 0);
        if (map.IsReading)
            draft.Scale = 1 / Math.Sqrt(scalar);
    }

    /// <summary>The number whose inverse a draft has, without what is lost on the way where it is a short one.</summary>
    public static double Inverse(double value) => Round(1 / value);

    private static double Round(double value)
    {
        var rounded = Math.Round(value, 6);
        return Math.Abs(rounded - value) <= 1e-12 * Math.Abs(value) ? rounded : value;
    }
}
