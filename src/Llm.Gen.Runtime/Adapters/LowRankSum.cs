using static TorchSharp.torch;

namespace Llm.Gen.Runtime;

/// <summary>Sums of low-rank updates as one update of scale 1.</summary>
internal static class LowRankSum
{
    /// <summary>The combination of updates of one matrix, each with its weight; in float32, on their device.</summary>
    public static LowRank Of(IReadOnlyList<(LowRank Update, double Weight)> terms, AdapterCombination kind)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var (a, b) = kind switch
        {
            AdapterCombination.Linear => Linear(terms),
            AdapterCombination.Concatenated => Concatenated(terms),
            AdapterCombination.Truncated => Truncated(terms),
            _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
        };
        return LowRank.Of(a, b, scale: 1);
    }

    private static (Tensor A, Tensor B) Linear(IReadOnlyList<(LowRank Update, double Weight)> terms)
    {
        Tensor? a = null, b = null;
        foreach (var (update, weight) in terms)
        {
            var factor = weight * update.Scale;
            var root = Math.Sqrt(Math.Abs(factor));
            var (partA, partB) = (update.A * (Math.Sign(factor) * root), update.B * root);
            (a, b) = (a is null ? partA : a + partA, b is null ? partB : b + partB);
        }
        return (a!, b!);
    }

    private static (Tensor A, Tensor B) Concatenated(IReadOnlyList<(LowRank Update, double Weight)> terms) =>
        (cat([.. terms.Select(term => term.Update.A * (term.Weight * term.Update.Scale))], 0), cat([.. terms.Select(term => (Tensor)term.Update.B)], 1));

    private static (Tensor A, Tensor B) Truncated(IReadOnlyList<(LowRank Update, double Weight)> terms)
    {
        var (allA, allB) = Concatenated(terms);
        var (all, inputs, outputs) = ((int)allA.shape[0], (int)allA.shape[1], (int)allB.shape[0]);
        var (columns, values) = (Columns(allA), Columns(allB.t()));                         // all columns of A^T, and of B
        var triangle = ColumnBasis.Orthogonalize(columns);                                  // A^T = Q T, so that B A = (B T^T) Q^T
        var products = new double[all][];
        for (var i = 0; i < all; i++)
        {
            products[i] = new double[outputs];
            for (var k = 0; k < all; k++)
                ColumnBasis.Add(products[i], values[k], triangle[k][i]);
        }
        var turns = ColumnBasis.Turn(products);                                             // (B T^T) V = U S, longest first
        var rank = Math.Min(all, terms.Max(term => term.Update.Rank));
        var (a, b) = (new float[rank * inputs], new float[outputs * rank]);
        for (var r = 0; r < rank; r++)
        {
            var row = new double[inputs];
            for (var k = 0; k < all; k++)
                ColumnBasis.Add(row, columns[k], turns[r][k]);
            for (var i = 0; i < inputs; i++)
                a[r * inputs + i] = (float)row[i];
            for (var o = 0; o < outputs; o++)
                b[o * rank + r] = (float)products[r][o];
        }
        var device = allA.device;
        return (tensor(a).view(rank, inputs).to(device), tensor(b).view(outputs, rank).to(device));
    }

    /// <summary>The rows of a matrix, each an array.</summary>
    private static double[][] Columns(Tensor matrix)
    {
        using var local = matrix.cpu().to(ScalarType.Float32).contiguous();
        var flat = local.data<float>().ToArray();
        var size = (int)matrix.shape[1];
        return [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(row => flat.AsSpan(row * size, size).ToArray().Select(value => (double)value).ToArray())];
    }
}
