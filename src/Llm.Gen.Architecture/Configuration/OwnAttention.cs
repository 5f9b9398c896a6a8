namespace Llm.Gen.Architectures;

/// <summary>An attention in the configuration of the library's own family.</summary>
internal static class OwnAttention
{
    private static readonly (string Name, AttentionBias Bias)[] Biases =
    [
        ("query", AttentionBias.Query), ("key", AttentionBias.Key), ("value", AttentionBias.Value), ("output", AttentionBias.Output),
    ];

    private enum Kind
    {
        Heads,
        Latent,
        Component,
    }

    public static AttentionSpec Map(ConfigMap map, AttentionSpec? attention)
    {
        var kind = attention switch { LatentAttentionSpec => Kind.Latent, OwnAttentionSpec => Kind.Component, _ => Kind.Heads };
        var (heads, scale, dropout) = (attention?.Heads ?? 0, attention?.Scale, attention?.Dropout ?? 0);
        map.Choice("type", ref kind, Kind.Heads, ("heads", Kind.Heads), ("latent", Kind.Latent), ("component", Kind.Component));
        map.Size("heads", ref heads);
        map.OptionalNumber("scale", ref scale);
        map.Extra("dropout", ref dropout, 0);
        AttentionSpec read = kind switch
        {
            Kind.Latent => Latent(map, attention as LatentAttentionSpec),
            Kind.Component => Own(map, attention as OwnAttentionSpec),
            _ => Heads(map, attention as HeadAttentionSpec),
        };
        return read with { Heads = heads, Scale = scale, Dropout = dropout };
    }

    private static OwnAttentionSpec Own(ConfigMap map, OwnAttentionSpec? own)
    {
        var (keyValueHeads, headSize) = (own?.KeyValueHeads ?? 0, own?.HeadSize ?? 0);
        var component = OwnComponentKeys.Map(map, own?.Component);
        map.Size("key_value_heads", ref keyValueHeads);
        map.Size("head_size", ref headSize);
        return new() { Heads = 0, Component = component, KeyValueHeads = keyValueHeads, HeadSize = headSize };
    }

    private static HeadAttentionSpec Heads(ConfigMap map, HeadAttentionSpec? heads)
    {
        var (keyValueHeads, headSize, sinks) = (heads?.KeyValueHeads ?? 0, heads?.HeadSize ?? 0, heads?.SinkTokens ?? 0);
        var (softcap, window, clip, norm) = (heads?.Softcap, heads?.Window, heads?.Clip, heads?.QueryKeyNorm);
        var hasSinks = heads?.HasLearnedSinks ?? false;
        map.Size("key_value_heads", ref keyValueHeads);
        map.Size("head_size", ref headSize);
        var bias = Bias(map, heads?.Bias ?? AttentionBias.None);
        map.OptionalNumber("softcap", ref softcap);
        map.OptionalSize("window", ref window);
        if (sinks != 0 || map.IsReading)
            map.Size("sink_tokens", ref sinks, 0);
        map.ExtraFlag("learned_sinks", ref hasSinks);
        map.OptionalNumber("clip", ref clip);
        if (map.Holds("query_key_norm", norm is not null))
            map.Inside("query_key_norm", inner => norm = QueryKeyNorm(inner, norm));
        return new()
        {
            Heads = 0,
            KeyValueHeads = keyValueHeads,
            HeadSize = headSize,
            Bias = bias,
            Softcap = softcap,
            Window = window,
            SinkTokens = sinks,
            HasLearnedSinks = hasSinks,
            Clip = clip,
            QueryKeyNorm = norm,
        };
    }

    private static AttentionBias Bias(ConfigMap map, AttentionBias bias)
    {
        if (!map.Holds("bias", bias != AttentionBias.None))
            return AttentionBias.None;

        var found = AttentionBias.None;
        map.Inside("bias", inner =>
        {
            foreach (var (name, part) in Biases)
            {
                var isSet = bias.HasFlag(part);
                inner.ExtraFlag(name, ref isSet);
                found |= isSet ? part : AttentionBias.None;
            }
        });
        return found;
    }

    private static QueryKeyNormSpec QueryKeyNorm(ConfigMap map, QueryKeyNormSpec? norm)
    {
        var (extent, isAfter, kind) = (norm?.Extent ?? NormExtent.Head, norm?.IsAfterRotation ?? false, norm?.Norm);
        map.Choice("extent", ref extent, NormExtent.Head, ("head", NormExtent.Head), ("each_head", NormExtent.EachHead), ("whole", NormExtent.Whole));
        map.ExtraFlag("after_rotation", ref isAfter);
        map.Inside("norm", inner => kind = OwnNorms.Map(inner, kind));
        return new() { Norm = kind!, Extent = extent, IsAfterRotation = isAfter };
    }

    private static LatentAttentionSpec Latent(ConfigMap map, LatentAttentionSpec? latent)
    {
        var (query, keyValue, plain, rotary, value) = (latent?.QueryRank, latent?.KeyValueRank ?? 0, latent?.PlainSize ?? 0, latent?.RotarySize ?? 0, latent?.ValueSize ?? 0);
        var (norm, hasBias) = (latent?.Norm, latent?.HasBias ?? false);
        map.OptionalSize("query_rank", ref query, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("key_value_rank", ref keyValue, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("plain_size", ref plain, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("rotary_size", ref rotary, least: 1, most: ArchitectureRules.MaximumSize);
        map.Size("value_size", ref value, least: 1, most: ArchitectureRules.MaximumSize);
        map.Inside("norm", inner => norm = OwnNorms.Map(inner, norm));
        map.ExtraFlag("bias", ref hasBias);
        return new() { Heads = 0, QueryRank = query, KeyValueRank = keyValue, PlainSize = plain, RotarySize = rotary, ValueSize = value, Norm = norm!, HasBias = hasBias };
    }
}
