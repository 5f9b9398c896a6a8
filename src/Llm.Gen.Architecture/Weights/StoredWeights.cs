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
        return Expand(layout.Before, "")
            .Concat(Enumerable.Range(0, architecture.Layers.Count).SelectMany(i => Expand(rowsOf[i], $"{layout.LayerPath}.{i}.")))
            .Concat(Expand(layout.After, ""));
    }

    /// <summary>The tensors of rows; rows of several experts or heads that follow each other stand expert by expert, head by head.</summary>
    private static IEnumerable<StoredWeight> Expand(EquatableArray<WeightRow> rows, string path)
    {
        for (var from = 0; from < rows.Count;)
        {
            if (rows[from].IsOwn)
            {
                from++;
                continue;
            }

            var repeat = rows[from].Repeat;
            var alike = rows.Skip(from).TakeWhile((row, i) => i == 0 || (repeat is not null && row.Repeat == repeat)).ToList();
            for (var i = 0; i < (repeat?.Size ?? 1); i++)
            {
                foreach (var row in alike)
                    yield return new(path + row.NameOf(i), row.Shape.Select(extent => extent.Size).ToEquatableArray());
            }

            from += alike.Count;
        }
    }
}
