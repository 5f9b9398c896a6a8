using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a norm.</summary>
internal static class NormWeights
{
    public static IEnumerable<WeightRow> Of(NormSpec norm, string name, string member, params WeightExtent[] shape)
    {
        var (hasWeight, hasBias) = norm switch
        {
            RmsNormSpec => (true, false),
            LayerNormSpec layer => (layer.HasWeight, layer.HasBias),
            _ => throw new UnreachableException(),
        };
        if (hasWeight)
            yield return new() { Name = $"{name}.weight", Member = $"{member}.Weight", Role = StoredRole.Gain, Shape = new(shape) };
        if (hasBias)
            yield return new() { Name = $"{name}.bias", Member = $"{member}.Bias", Role = StoredRole.Bias, Shape = new(shape) };
    }
}
