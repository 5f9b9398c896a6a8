namespace Llm.Gen.Architectures;

/// <summary>A norm in the configuration of the library's own family.</summary>
internal static class OwnNorms
{
    private enum Kind
    {
        Rms,
        Layer,
        Component,
    }

    public static NormSpec Map(ConfigMap map, NormSpec? norm)
    {
        var kind = norm switch { LayerNormSpec => Kind.Layer, OwnNormSpec => Kind.Component, _ => Kind.Rms };
        var epsilon = norm?.Epsilon ?? 0;
        var (hasWeight, hasBias) = norm is LayerNormSpec layer ? (layer.HasWeight, layer.HasBias) : (true, true);
        var hasOffset = norm is RmsNormSpec { HasUnitOffset: true } or LayerNormSpec { HasUnitOffset: true };
        map.Choice("type", ref kind, Kind.Rms, ("rms", Kind.Rms), ("layer", Kind.Layer), ("component", Kind.Component));
        map.Number("epsilon", ref epsilon);
        if (kind == Kind.Component)
            return new OwnNormSpec { Epsilon = epsilon, Component = OwnComponentKeys.Map(map, (norm as OwnNormSpec)?.Component) };

        map.ExtraFlag("unit_offset", ref hasOffset);
        if (kind == Kind.Rms)
            return new RmsNormSpec { Epsilon = epsilon, HasUnitOffset = hasOffset };

        map.ExtraFlag("weight", ref hasWeight, true);
        map.ExtraFlag("bias", ref hasBias, true);
        return new LayerNormSpec { Epsilon = epsilon, HasWeight = hasWeight, HasBias = hasBias, HasUnitOffset = hasOffset };
    }
}
