using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A learnt key for each distance up to a largest one, and a value where there are some (arXiv:1803.02155); the heads share them.</summary>
/// <param name="keys">[distances, E].</param>
/// <param name="values">[distances, E], or none.</param>
public sealed class ShawPositions(Tensor keys, Tensor? values = null) : RelativePositions
{
    internal override IReadOnlyList<Tensor> Tables => values is null ? [keys] : [keys, values];

    internal override RelativePositions With(IReadOnlyList<Tensor> tables) => new ShawPositions(tables[0], tables.Count > 1 ? tables[1] : null);

    internal override Tensor Scores(Tensor queries, Tensor distances)
    {
        var (b, kv, t) = (queries.shape[0], queries.shape[1], distances.shape[0]);
        return Spread(queries.matmul(Wide(keys).t()), distances).view(b, kv, -1, t, distances.shape[1]);
    }

    internal override Tensor? Read(Tensor weights, Tensor distances) => values is null ? null : Gathered(weights, distances).matmul(Wide(values));

    internal override Tensor? WeightGradient(Tensor gradient, Tensor distances) => values is null ? null : Spread(gradient.matmul(Wide(values).t()), distances);

    internal override void Accumulate(IReadOnlyList<Tensor> tables, Tensor queryGradient, Tensor queries, Tensor weights, Tensor scoreGradient, Tensor gradient, Tensor distances)
    {
        var ofDistances = Gathered(scoreGradient, distances);                               // [B, K, G t, distances]
        queryGradient.add_(ofDistances.matmul(Wide(keys)));
        tables[0].add_(Product(ofDistances, queries));
        if (values is not null)
            tables[1].add_(Product(Gathered(weights, distances), gradient));
    }

    /// <summary>Sums over batch, heads and queries: [B, K, G t, distances] and [B, K, G t, E] to [distances, E].</summary>
    private static Tensor Product(Tensor left, Tensor right) => left.flatten(0, 2).t().matmul(right.flatten(0, 2));

    /// <summary>A number of each distance for each key: [B, K, G t, distances] to [B, K, G t, s].</summary>
    private Tensor Spread(Tensor ofDistances, Tensor distances) => ofDistances.gather(-1, Places(ofDistances, distances));

    /// <summary>The sums over the keys of each distance: [B, K, G t, s] to [B, K, G t, distances].</summary>
    private Tensor Gathered(Tensor ofKeys, Tensor distances)
    {
        var shape = ofKeys.shape;
        return zeros([shape[0], shape[1], shape[2], keys.shape[0]], ScalarType.Float32, ofKeys.device).scatter_add_(-1, Places(ofKeys, distances), ofKeys);
    }

    /// <summary>The place of each distance in the tables, [B, K, G t, s].</summary>
    private Tensor Places(Tensor like, Tensor distances)
    {
        var (b, kv, rows) = (like.shape[0], like.shape[1], like.shape[2]);
        var (t, s) = (distances.shape[0], distances.shape[1]);
        return distances.clamp_max(keys.shape[0] - 1).view(1, 1, 1, t, s).expand(b, kv, rows / t, t, s).reshape(b, kv, rows, s);
    }

    private static Tensor Wide(Tensor table) => table.to(ScalarType.Float32);
}
