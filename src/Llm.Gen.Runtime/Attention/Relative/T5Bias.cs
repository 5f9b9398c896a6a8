using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>A learnt bias for each head and bucket of distances (arXiv:1910.10683, section 2.1): half of the buckets have one distance each, the others grow by a factor up to a distance beyond which all are one.</summary>
/// <param name="table">[buckets, H].</param>
/// <param name="maximumDistance">The distance from which all fall into the last bucket.</param>
public sealed class T5Bias(Tensor table, int maximumDistance) : RelativePositions
{
    internal override IReadOnlyList<Tensor> Tables => [table];

    internal override RelativePositions With(IReadOnlyList<Tensor> tables) => new T5Bias(tables[0], maximumDistance);

    /// <summary>The bucket of a distance.</summary>
    internal static int Bucket(long distance, int buckets, int maximumDistance)
    {
        var exact = buckets / 2;
        if (distance < exact)
            return (int)distance;
        var beyond = Math.Log(distance / (double)exact) / Math.Log(maximumDistance / (double)exact) * (buckets - exact);
        return Math.Min(exact + (int)beyond, buckets - 1);
    }

    internal override Tensor Scores(Tensor queries, Tensor distances)
    {
        var (t, s, kv) = (distances.shape[0], distances.shape[1], queries.shape[1]);
        return table.to(ScalarType.Float32).index_select(0, Buckets(distances)).t().view(1, kv, -1, t, s);
    }

    internal override void Accumulate(IReadOnlyList<Tensor> tables, Tensor queryGradient, Tensor queries, Tensor weights, Tensor scoreGradient, Tensor gradient, Tensor distances)
    {
        var (t, s) = (distances.shape[0], distances.shape[1]);
        var byHead = scoreGradient.sum([0L]).view(-1, t * s);                               // [H, t s]
        tables[0].index_add_(0, Buckets(distances), byHead.t(), 1);
    }

    /// <summary>The bucket of each distance, [t s].</summary>
    private Tensor Buckets(Tensor distances)
    {
        var first = distances.min().item<long>();
        var count = distances.max().item<long>() - first + 1;
        var buckets = new long[count];
        for (var i = 0L; i < count; i++)
            buckets[i] = Bucket(first + i, (int)table.shape[0], maximumDistance);
        return tensor(buckets, device: distances.device).index_select(0, (distances - first).view(-1));
    }
}
