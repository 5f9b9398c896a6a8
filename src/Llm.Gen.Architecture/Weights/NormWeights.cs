using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a norm.</summary>
internal static class NormWeights
{
    public static IEnumerable<WeightRow> Of(NormSpec norm, string name, string member, params WeightExtent[] shape)
    {
        if (norm is OwnNormSpec)
        {
            yield return OwnWeights.Of(name, member) with { IsAdaptable = false };
            yield break;
        }

        var (hasWeight, hasBias, isOffset) = norm switch
        {
            RmsNormSpec rms => (true, false, rms.HasUnitOffset),
            LayerNormSpec layer => (layer.HasWeight, layer.HasBias, layer.HasUnitOffset),
            _ => throw new UnreachableException(),
        };
        if (hasWeight)
            yield return new() { Name = $"{name}.weight", Member = $"{member}.Weight", Role = isOffset ? StoredRole.Bias : StoredRole.Gain, Shape = new(shape) };        // a distance from 1 starts at 0
        if (hasBias)
            yield return new() { Name = $"{name}.bias", Member = $"{member}.Bias", Role = StoredRole.Bias, Shape = new(shape) };
    }
}
