using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a dense feed-forward: a layer's, an expert's or the shared expert's.</summary>
internal static class FeedForwardWeights
{
    public static IEnumerable<WeightRow> Of(DenseFeedForwardSpec dense, WeightNames names, string path, string member, WeightExtent inner, WeightExtent hidden)
    {
        var transform = names.IsTransposed ? StorageTransform.Transposed : StorageTransform.None;
        return dense switch
        {
            GatedFeedForwardSpec when names.GateUp is { } packed => [.. Projection(packed, "GateUp", 2 * inner, hidden), .. Projection(names.Down, "Down", hidden, inner)],
            GatedFeedForwardSpec => [.. Projection(names.Gate, "Gate", inner, hidden), .. Projection(names.Up, "Up", inner, hidden), .. Projection(names.Down, "Down", hidden, inner)],
            MlpSpec => [.. Projection(names.Up, "Up", inner, hidden), .. Projection(names.Down, "Down", hidden, inner)],
            _ => throw new UnreachableException(),
        };

        IEnumerable<WeightRow> Projection(string name, string to, WeightExtent outputs, WeightExtent inputs) =>
            ProjectionWeights.Of(path.Length == 0 ? name : $"{path}.{name}", $"{member}.{to}", outputs, inputs, dense.HasBias, transform);
    }
}
