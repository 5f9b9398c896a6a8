using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training;

/// <summary>The nearest matrix whose singular values are about one, by an iteration of matrix products (arXiv:2502.16982).</summary>
internal static class NewtonSchulz
{
    private const double A = 3.4445, B = -4.7750, C = 2.0315;       // X to (A + B X X^T + C (X X^T)^2) X

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
            var gram = Rounded(Product(x, x, transposesB: true), rounds);                   // [S, S]
            var bent = Rounded(Product(gram, gram).mul_(C).add_(gram, B), rounds);
            x = Rounded(Product(bent, x).add_(x, A), rounds).MoveToOuterDisposeScope();
        }
        return rows > columns ? x.t() : x;
    }

    private static Tensor Product(Tensor a, Tensor b, bool transposesB = false)
    {
        var product = empty([a.shape[0], b.shape[transposesB ? 0 : 1]], a.dtype, a.device);
        Kernels.For(a).Multiply(product, a, transposesA: false, b, transposesB, adds: false);
        return product;
    }

    private static Tensor Rounded(Tensor x, bool rounds) => rounds ? x.to(ScalarType.BFloat16).to(ScalarType.Float32) : x;
}
