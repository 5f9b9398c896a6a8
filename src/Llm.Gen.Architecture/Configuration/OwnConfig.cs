namespace Llm.Gen.Architectures;

/// <summary>
/// The configuration of the library's own family: everything that an architecture is, part by part. What is left out has the part's default.
/// Layers that follow each other and are alike are one entry with a count.
/// </summary>
internal static class OwnConfig
{
    /// <summary>Reads an architecture, or writes one.</summary>
    public static Architecture? Map(ConfigMap map, Architecture? architecture)
    {
        var (hidden, vocab, positions) = (architecture?.Hidden ?? 0, architecture?.Vocab ?? 0, architecture?.Positions ?? 0);
        var isTied = architecture?.TiedEmbeddings ?? false;
        map.Size("hidden_size", ref hidden);
        map.Size("vocab_size", ref vocab);
        map.Size("max_position_embeddings", ref positions);
        map.Flag("tie_word_embeddings", ref isTied);
        var embedding = architecture?.Embedding ?? new();
        if (map.Holds("embedding", embedding != new EmbeddingSpec()))
            map.Inside("embedding", inner => embedding = Embedding(inner, embedding));
        var layers = Layers(map, architecture);
        var norm = architecture?.FinalNorm;
        if (map.Holds("final_norm", norm is not null))
            map.Inside("final_norm", inner => norm = OwnNorms.Map(inner, norm));
        var head = architecture?.Head ?? new();
        if (map.Holds("head", head != new HeadSpec()))
            map.Inside("head", inner => head = Head(inner, head));

        return map.IsReading && layers is not null
            ? new() { Hidden = hidden, Vocab = vocab, Positions = positions, Embedding = embedding, TiedEmbeddings = isTied, Layers = layers.ToEquatableArray(), FinalNorm = norm, Head = head }
            : null;
    }

    private static List<LayerSpec>? Layers(ConfigMap map, Architecture? architecture)
    {
        var runs = architecture is null ? [] : Runs(architecture.Layers);
        var (count, read) = (runs.Count, new List<LayerSpec>());
        var isPossible = true;
        map.Items("layers", ref count, (inner, i) =>
        {
            var (times, layer) = map.IsReading ? (1, null) : runs[i];
            inner.Size("count", ref times, 1);
            var found = Layer(inner, layer);
            isPossible &= found is not null && times >= 1 && (long)read.Count + times <= ArchitectureRules.MaximumLayers;
            if (map.IsReading && isPossible)
                read.AddRange(Enumerable.Repeat(found!, times));
        });
        if (map.IsReading && (!isPossible || read.Count == 0))
            map.Contradiction("The counts of layers do not add up", $"expected 1 to {ArchitectureRules.MaximumLayers} layers");
        return isPossible ? read : null;
    }

    private static List<(int Count, LayerSpec? Layer)> Runs(IEnumerable<LayerSpec> layers)
    {
        var runs = new List<(int Count, LayerSpec? Layer)>();
        foreach (var layer in layers)
        {
            if (runs.Count > 0 && runs[runs.Count - 1] is var last && last.Layer == layer)
                runs[runs.Count - 1] = (last.Count + 1, layer);
            else
                runs.Add((1, layer));
        }

        return runs;
    }

    private static LayerSpec? Layer(ConfigMap map, LayerSpec? layer)
    {
        var (attention, feedForward, norm, position) = (layer?.Attention, layer?.FeedForward, layer?.Norm, layer?.Position);
        map.Inside("attention", inner => attention = OwnAttention.Map(inner, attention));
        map.Inside("feed_forward", inner => feedForward = OwnFeedForward.Map(inner, feedForward));
        map.Inside("norm", inner => norm = OwnNorms.Map(inner, norm));
        map.Inside("position", inner => position = OwnPositions.Map(inner, position));
        var placement = layer?.Placement ?? NormPlacement.Pre;
        var (multiplier, dropout) = (layer?.ResidualMultiplier ?? 1, layer?.Dropout ?? 0);
        map.Choice("placement", ref placement, NormPlacement.Pre,
            ("pre", NormPlacement.Pre), ("post", NormPlacement.Post), ("sandwich", NormPlacement.Sandwich), ("output", NormPlacement.Output),
            ("parallel", NormPlacement.Parallel), ("parallel_norms", NormPlacement.ParallelNorms));
        map.Extra("residual_multiplier", ref multiplier, 1);
        map.Extra("dropout", ref dropout, 0);
        return attention is null || feedForward is null || norm is null || position is null
            ? null
            : new() { Attention = attention, FeedForward = feedForward, Norm = norm, Position = position, Placement = placement, ResidualMultiplier = multiplier, Dropout = dropout };
    }

    private static EmbeddingSpec Embedding(ConfigMap map, EmbeddingSpec embedding)
    {
        var (scale, embeddingSize, norm, positions, dropout) = (embedding.Scale, embedding.Size, embedding.Norm, embedding.Positions, embedding.Dropout);
        map.Extra("scale", ref scale, 1);
        map.OptionalSize("size", ref embeddingSize);
        if (map.Holds("norm", norm is not null))
            map.Inside("norm", inner => norm = OwnNorms.Map(inner, norm));
        if (map.Holds("positions", positions is not null))
            map.Inside("positions", inner => positions = OwnPositions.MapEmbedded(inner, positions));
        map.Extra("dropout", ref dropout, 0);
        return new() { Scale = scale, Size = embeddingSize, Norm = norm, Positions = positions, Dropout = dropout };
    }

    private static HeadSpec Head(ConfigMap map, HeadSpec head)
    {
        var (hasBias, multiplier, softcap) = (head.HasBias, head.Multiplier, head.Softcap);
        map.ExtraFlag("bias", ref hasBias);
        map.Extra("multiplier", ref multiplier, 1);
        map.OptionalNumber("softcap", ref softcap);
        return new() { HasBias = hasBias, Multiplier = multiplier, Softcap = softcap };
    }
}
