namespace Llm.Gen.Architectures;

/// <summary>The stored tensors of an attention over heads.</summary>
internal sealed class HeadAttentionWeights(WeightNames names, HeadAttentionSpec attention, PositionSpec position, WeightExtent hidden)
{
    private readonly WeightExtent _heads = new("Heads", attention.Heads);
    private readonly WeightExtent _keyHeads = attention.KeyValueHeads == attention.Heads ? new("Heads", attention.Heads) : new("KvHeads", attention.KeyValueHeads);
    private readonly WeightExtent _headSize = new("HeadSize", attention.HeadSize);

    private StorageTransform Transposed => names.IsTransposed ? StorageTransform.Transposed : StorageTransform.None;

    /// <summary>All of them, in the order of the computation.</summary>
    public IEnumerable<WeightRow> All =>
    [
        .. names.QueryKeyValue is { } packed ? Packed(packed) : Separate,
        .. attention.QueryKeyNorm is { } norm ? [.. Norm(norm, names.QueryNorm, "QueryNorm", _heads), .. Norm(norm, names.KeyNorm, "KeyNorm", _keyHeads)] : Array.Empty<WeightRow>(),
        .. attention.HasLearnedSinks ? [Parameter(names.Sinks, "Sinks", StoredRole.Bias, _heads)] : Array.Empty<WeightRow>(),
        .. position is ShawSpec shaw ? Distances(shaw) : [],
        .. position is OwnPositionSpec ? [OwnWeights.Of(InAttention(names.Position), "Attention.Position")] : Array.Empty<WeightRow>(),
        .. ProjectionWeights.Of(InAttention(names.Output), "Attention.Output", hidden, _heads * _headSize, attention.Bias.HasFlag(AttentionBias.Output), Transposed),
    ];

    private IEnumerable<WeightRow> Separate =>
    [
        .. Projection(names.Query, "Query", _heads, AttentionBias.Query),
        .. Projection(names.Key, "Key", _keyHeads, AttentionBias.Key),
        .. Projection(names.Value, "Value", _keyHeads, AttentionBias.Value),
    ];

    private IEnumerable<WeightRow> Projection(string name, string member, WeightExtent heads, AttentionBias bias) =>
        ProjectionWeights.Of(InAttention(name), $"Attention.{member}", heads * _headSize, hidden, attention.Bias.HasFlag(bias), Transposed);

    private IEnumerable<WeightRow> Packed(string name)
    {
        var heads = attention.KeyValueHeads == attention.Heads ? 3 * _heads : _heads + 2 * _keyHeads;
        var order = names.HasRowsByGroup ? StorageTransform.RowsByGroup : StorageTransform.None;
        return ProjectionWeights.Of(InAttention(name), "Attention.QueryKeyValue", heads * _headSize, hidden, attention.Bias.HasFlag(AttentionBias.Query), Transposed | order)
            .Select(row => row with { Parts = new([_heads * _headSize, _keyHeads * _headSize, _keyHeads * _headSize]) });
    }

    private IEnumerable<WeightRow> Norm(QueryKeyNormSpec norm, string name, string member, WeightExtent heads)
    {
        var (path, to) = (InAttention(name), $"Attention.{member}");
        return norm.Extent switch
        {
            NormExtent.EachHead when names.EachHeadNorms is { } list => NormWeights.Of(norm.Norm, $"{path}.{list}.{{h}}", to + "[{h}]", _headSize).Select(row => row with { Repeat = heads }),
            NormExtent.EachHead => NormWeights.Of(norm.Norm, path, to, heads, _headSize),
            NormExtent.Whole => NormWeights.Of(norm.Norm, path, to, heads * _headSize),
            _ => NormWeights.Of(norm.Norm, path, to, _headSize),
        };
    }

    private IEnumerable<WeightRow> Distances(ShawSpec shaw)
    {
        var distances = new WeightExtent("MaximumDistance", shaw.MaximumDistance) + 1;
        yield return Parameter($"{names.DistanceKeys}.weight", "DistanceKeys.Weight", StoredRole.Table, distances, _headSize);
        if (shaw.HasValues)
            yield return Parameter($"{names.DistanceValues}.weight", "DistanceValues.Weight", StoredRole.Table, distances, _headSize);
    }

    private WeightRow Parameter(string name, string member, StoredRole role, params WeightExtent[] shape) =>
        new() { Name = InAttention(name), Member = $"Attention.{member}", Role = role, Shape = new(shape) };

    private string InAttention(string name) => $"{names.Attention}.{name}";
}
