using System.Diagnostics;

namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of a dense feed-forward: a layer's, an expert's or the shared expert's.</summary>
internal static class FeedForwardWeights
{
    public static IEnumerable<WeightRow> Of(DenseFeedForwardSpec dense, WeightNames names, string path, string member, WeightExtent inner, WeightExtent hidden)
    {
        WeightRow[] coefficients = [Coefficient("alpha_p", "Positive"), Coefficient("alpha_n", "Negative")];
        var transform = names.IsTransposed ? StorageTransform.Transposed : StorageTransform.None;
        return dense switch
        {
            GatedFeedForwardSpec when names.GateUp is { } packed => [.. Projection(packed, "GateUp", 2 * inner, hidden).Select(row => row with { Parts = new([inner, inner]) }), .. Projection(names.Down, "Down", hidden, inner)],
            GatedFeedForwardSpec => [.. Projection(names.Gate, "Gate", inner, hidden), .. Projection(names.Up, "Up", inner, hidden), .. Projection(names.Down, "Down", hidden, inner)],
            MlpSpec mlp => [.. Projection(names.Up, "Up", inner, hidden), .. mlp.Activation == MlpActivation.Xielu ? coefficients : [], .. Projection(names.Down, "Down", hidden, inner)],
            _ => throw new UnreachableException(),
        };

        IEnumerable<WeightRow> Projection(string name, string to, WeightExtent outputs, WeightExtent inputs) =>
            ProjectionWeights.Of(In(name), $"{member}.{to}", outputs, inputs, dense.HasBias, transform);

        WeightRow Coefficient(string name, string to) =>
            new() { Name = In($"{names.Activation}.{name}"), Member = $"{member}.Activation.{to}", Role = StoredRole.Coefficient, Shape = new([new("1", 1)]) };

        string In(string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
