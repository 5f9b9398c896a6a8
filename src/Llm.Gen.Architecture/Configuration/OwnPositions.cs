using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>Positions in the configuration of the library's own family.</summary>
internal static class OwnPositions
{
    private enum Kind
    {
        Rope,
        Alibi,
        T5,
        Shaw,
        None,
        Component,
    }

    public static PositionSpec Map(ConfigMap map, PositionSpec? position)
    {
        var kind = position switch { AlibiSpec => Kind.Alibi, T5BiasSpec => Kind.T5, ShawSpec => Kind.Shaw, NoPositionSpec => Kind.None, OwnPositionSpec => Kind.Component, _ => Kind.Rope };
        map.Choice("type", ref kind, Kind.None, ("rope", Kind.Rope), ("alibi", Kind.Alibi), ("t5_bias", Kind.T5), ("shaw", Kind.Shaw), ("none", Kind.None), ("component", Kind.Component));
        return kind switch
        {
            Kind.Rope => Rope(map, position as RopeSpec),
            Kind.Alibi => Alibi(map, position as AlibiSpec),
            Kind.T5 => T5Bias(map, position as T5BiasSpec),
            Kind.Shaw => Shaw(map, position as ShawSpec),
            Kind.None => new NoPositionSpec(),
            Kind.Component => new OwnPositionSpec { Component = OwnComponentKeys.Map(map, (position as OwnPositionSpec)?.Component) },
            _ => throw new UnreachableException(),
        };
    }

    public static EmbeddedPositionSpec MapEmbedded(ConfigMap map, EmbeddedPositionSpec? positions)
    {
        var isSinusoidal = positions is SinusoidalPositionSpec;
        var offset = positions?.Offset ?? 0;
        var layout = (positions as SinusoidalPositionSpec)?.Layout ?? SinusoidLayout.Interleaved;
        map.Choice("type", ref isSinusoidal, false, ("learned", false), ("sinusoidal", true));
        if (offset != 0 || map.IsReading)
            map.Size("offset", ref offset, 0);
        if (!isSinusoidal)
            return new LearnedPositionSpec { Offset = offset };

        map.Choice("layout", ref layout, SinusoidLayout.Interleaved, ("interleaved", SinusoidLayout.Interleaved), ("halves", SinusoidLayout.Halves));
        return new SinusoidalPositionSpec { Offset = offset, Layout = layout };
    }

    private static RopeSpec Rope(ConfigMap map, RopeSpec? rope)
    {
        var (columns, isInterleaved) = (rope?.Columns, rope?.IsInterleaved ?? false);
        var draft = new DecoderDraft { Theta = rope?.Theta ?? 0, Scaling = rope?.Scaling };
        map.Rope(draft, new());
        map.OptionalSize("columns", ref columns);
        map.ExtraFlag("interleaved", ref isInterleaved);
        return new() { Theta = draft.Theta, Scaling = draft.Scaling, Columns = columns, IsInterleaved = isInterleaved };
    }

    private static AlibiSpec Alibi(ConfigMap map, AlibiSpec? alibi)
    {
        var multiplier = alibi?.Multiplier ?? 1;
        map.Extra("multiplier", ref multiplier, 1);
        return new() { Multiplier = multiplier };
    }

    private static T5BiasSpec T5Bias(ConfigMap map, T5BiasSpec? bias)
    {
        var (buckets, distance) = (bias?.Buckets ?? 0, bias?.MaximumDistance ?? 0);
        map.Size("buckets", ref buckets);
        map.Size("maximum_distance", ref distance);
        return new() { Buckets = buckets, MaximumDistance = distance };
    }

    private static ShawSpec Shaw(ConfigMap map, ShawSpec? shaw)
    {
        var (distance, hasValues) = (shaw?.MaximumDistance ?? 0, shaw?.HasValues ?? false);
        map.Size("maximum_distance", ref distance);
        map.ExtraFlag("values", ref hasValues);
        return new() { MaximumDistance = distance, HasValues = hasValues };
    }
}
