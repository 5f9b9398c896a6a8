using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>The nearest matrix whose singular values are about one, by an iteration of matrix products (arXiv:2502.16982).</summary>
internal static class NewtonSchulz
{
    private const double A = 3.4445, B = -4.7750, C = 2.0315;       // X to (A + B X X^T + C (X X^T)^2) X
    private const long Band = 192;                                  // rows of a symmetric product that are computed at once

    /// <summary>An orthogonal matrix, float32 [R, C] as the matrix is.</summary>
    /// <param name="matrix">[R, C].</param>
    /// <param name="steps">Iterations.</param>
    /// <param name="precision">What each product is rounded to; products are summed in float32.</param>
    internal static Tensor Orthogonal(Tensor matrix, int steps, Precision precision)
    {
        var (rows, columns) = (matrix.shape[0], matrix.shape[1]);
        var rounds = precision == Precision.BFloat16;
        var x = Rounded(rows > columns ? matrix.t().contiguous() : matrix, rounds);         // [S, L], short and long side
        x = Rounded(x / Rounded(x.norm(), rounds).clamp_min(1e-7), rounds);

        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var gram = Rounded(Square(x), rounds);                                          // [S, S]
            var bent = Rounded(Square(gram).mul_(C).add_(gram, B), rounds);
            x = Rounded(Product(bent, x).add_(x, A), rounds).MoveToOuterDisposeScope();
        }
        return rows > columns ? x.t() : x;
    }

    private static Tensor Product(Tensor a, Tensor b)
    {
        var product = empty([a.shape[0], b.shape[1]], a.dtype, a.device);
        Kernels.For(a).Multiply(product, a, transposesA: false, b, transposesB: false, adds: false);
        return product;
    }

    /// <summary>X X^T, [S, S] of [S, L]: what stands from the diagonal on, a band of rows at a time, and its mirror image.</summary>
    private static Tensor Square(Tensor x)
    {
        var s = x.shape[0];
        var product = empty([s, s], x.dtype, x.device);
        for (var from = 0L; from < s; from += Band)
        {
            using var scope = NewDisposeScope();
            var (rows, below) = (Math.Min(Band, s - from), Math.Max(0, s - from - Band));
            var band = product.narrow(0, from, rows);
            Kernels.For(x).Multiply(band.narrow(1, from, s - from), x.narrow(0, from, rows), transposesA: false, x.narrow(0, from, s - from), transposesB: true, adds: false);
            if (below > 0)
                product.narrow(0, from + rows, below).narrow(1, from, rows).copy_(band.narrow(1, from + rows, below).t());
        }
        return product;
    }

    private static Tensor Rounded(Tensor x, bool rounds) => rounds ? x.to(ScalarType.BFloat16).to(ScalarType.Float32) : x;
}
