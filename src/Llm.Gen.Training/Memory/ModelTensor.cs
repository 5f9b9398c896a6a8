using Llm.Gen.Architectures;

namespace Llm.Gen.Training;

/// <summary>A tensor that a model will have, as its architecture says.</summary>
/// <param name="Name">The stored name.</param>
/// <param name="Row">What kind it is of.</param>
/// <param name="Layer">The layer that it belongs to, or none.</param>
/// <param name="IsEmbedding">Whether it is the tokens' table.</param>
/// <param name="IsAfterLayers">Whether it stands after the layers.</param>
internal sealed record ModelTensor(string Name, WeightRow Row, int? Layer, bool IsEmbedding, bool IsAfterLayers)
{
    /// <summary>Whether an optimizer moves it: what routing corrects itself by is moved by rule.</summary>
    internal bool Learns => Row.Role != StoredRole.Correction;

    /// <summary>Whether it scores the vocabulary, and is not the embedding.</summary>
    internal bool IsHead => IsAfterLayers && Row.Role == StoredRole.Matrix && Row.Member.StartsWith("Head.", StringComparison.Ordinal);

    /// <summary>Whether it is the matrix of a layer that adapters may sit on, and that is kept in four bits where the model is.</summary>
    internal bool IsAdaptable => Layer is not null && Row.Role == StoredRole.Matrix && Row.IsAdaptable;

    /// <summary>The module that has it.</summary>
    internal string Module => Name.LastIndexOf('.') is >= 0 and var end ? Name[..end] : Name;

    /// <summary>Whether it is its module's bias.</summary>
    internal bool IsBias => Name.EndsWith(".bias", StringComparison.Ordinal);

    /// <summary>Its sizes, in memory.</summary>
    internal LearntNumbers Numbers
    {
        get
        {
            var sizes = Row.Shape.Select(extent => (long)extent.Size).ToArray();
            var (count, isVector) = (sizes.Aggregate(1L, (product, size) => product * size), sizes.Length < 2);
            var (rows, columns) = isVector ? (1, count) : (sizes[^2], sizes[^1]);
            if (Row.Transform.HasFlag(StorageTransform.Transposed))
                (rows, columns) = (columns, rows);
            return new LearntNumbers(count, rows, columns, Math.Max(1, Row.Parts.Count), isVector, Row.Role == StoredRole.Matrix && !isVector, Layer is not null);
        }
    }

    /// <summary>Every tensor of an architecture but those of components that the library's user wrote.</summary>
    internal static IEnumerable<ModelTensor> Of(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var layout = WeightLayout.Of(architecture);
        foreach (var row in layout.Before.Where(row => !row.IsOwn))
            yield return new ModelTensor(row.Name, row, null, IsEmbedding: row.Member == "Decoder.Embed.Weight", IsAfterLayers: false);
        foreach (var (layers, rows) in layout.Layers)
        {
            foreach (var layer in layers)
            {
                foreach (var row in rows.Where(row => !row.IsOwn))
                {
                    for (var i = 0; i < (row.Repeat?.Size ?? 1); i++)
                        yield return new ModelTensor($"{layout.LayerPath}.{layer}.{row.NameOf(i)}", row, layer, IsEmbedding: false, IsAfterLayers: false);
                }
            }
        }
        foreach (var row in layout.After.Where(row => !row.IsOwn))
            yield return new ModelTensor(row.Name, row, null, IsEmbedding: false, IsAfterLayers: true);
    }
}
