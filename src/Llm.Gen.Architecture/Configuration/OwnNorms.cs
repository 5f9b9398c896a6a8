namespace Llm.Gen.Architectures;

/// <summary>A norm in the configuration of the library's own family.</summary>
internal static class OwnNorms
{
    public static NormSpec Map(ConfigMap map, NormSpec? norm)
    {
        var isLayer = norm is LayerNormSpec;
        var epsilon = norm?.Epsilon ?? 0;
        var (hasWeight, hasBias) = norm is LayerNormSpec layer ? (layer.HasWeight, layer.HasBias) : (true, true);
        var hasOffset = norm is RmsNormSpec { HasUnitOffset: true } or LayerNormSpec { HasUnitOffset: true };
        map.Choice("type", ref isLayer, false, ("rms", false), ("layer", true));
        map.Number("epsilon", ref epsilon);
        map.ExtraFlag("unit_offset", ref hasOffset);
        if (!isLayer)
            return new RmsNormSpec { Epsilon = epsilon, HasUnitOffset = hasOffset };

        map.ExtraFlag("weight", ref hasWeight, true);
        map.ExtraFlag("bias", ref hasBias, true);
        return new LayerNormSpec { Epsilon = epsilon, HasWeight = hasWeight, HasBias = hasBias, HasUnitOffset = hasOffset };
    }
}
