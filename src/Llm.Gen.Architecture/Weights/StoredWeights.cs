using System.Globalization;

namespace Llm.Gen.Architectures;

/// <summary>The tensors of a checkpoint, derived from its architecture.</summary>
public static class StoredWeights
{
    /// <summary>Every stored tensor once, in the order of the computation; a tied embedding stands under the embedding's name.</summary>
    /// <param name="architecture">An architecture without errors.</param>
    public static IEnumerable<StoredWeight> Weights(this Architecture architecture)
    {
        var layout = WeightLayout.Of(architecture);
        var rowsOf = layout.Layers.SelectMany(group => group.Layers.Select(layer => (Layer: layer, group.Rows))).ToDictionary(pair => pair.Layer, pair => pair.Rows);
        return layout.Before.SelectMany(row => Expand(row, ""))
            .Concat(Enumerable.Range(0, architecture.Layers.Count).SelectMany(i => rowsOf[i].SelectMany(row => Expand(row, $"{layout.LayerPath}.{i}."))))
            .Concat(layout.After.SelectMany(row => Expand(row, "")));
    }

    private static IEnumerable<StoredWeight> Expand(WeightRow row, string path)
    {
        var shape = row.Shape.Select(extent => extent.Size).ToEquatableArray();
        for (var i = 0; i < (row.Repeat?.Size ?? 1); i++)
            yield return new(path + row.Name.Replace("{e}", i.ToString(CultureInfo.InvariantCulture)).Replace("{h}", i.ToString(CultureInfo.InvariantCulture)), shape);
    }
}
