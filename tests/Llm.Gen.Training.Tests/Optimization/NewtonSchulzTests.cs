using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class NewtonSchulzTests
{
    [Theory]
    [InlineData(450, 500)]
    [InlineData(500, 450)]
    [InlineData(384, 384)]
    [InlineData(5, 7)]
    public void Symmetric_products_by_half_give_what_whole_products_give(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        random.manual_seed(4);
        var matrix = randn(rows, columns);

        var got = NewtonSchulz.Orthogonal(matrix, 5, Precision.Float32);

        var x = rows > columns ? matrix.t() : matrix;
        x = x / x.norm();
        for (var step = 0; step < 5; step++)
        {
            var gram = x.matmul(x.t());
            x = (x * 3.4445) + ((gram * -4.7750) + (gram.matmul(gram) * 2.0315)).matmul(x);
        }
        var expected = rows > columns ? x.t() : x;
        Assert.Equal([rows, columns], got.shape);
        Assert.True((got - expected).abs().max().item<float>() < 2e-5f, $"{(got - expected).abs().max().item<float>()} apart");
    }
}
