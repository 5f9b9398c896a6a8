using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Kernels;

/// <summary>The three products of a low-rank update against float32 matmuls of the same numbers, for ranks and widths that fill no register and for rows that lie apart.</summary>
public sealed class LowRankKernelTests : IDisposable
{
    private const double Scale = 0.75;
    private readonly TorchSharp.torch.Generator _generator = new(1);                 // of its own: other tests draw from torch's at the same time

    public static TheoryData<ScalarType, int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<ScalarType, int, int, int>();
            foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
            {
                foreach (var (n, width, rank) in new[] { (1, 64, 8), (2, 37, 3), (7, 16, 1), (9, 5, 2), (130, 96, 11), (301, 576, 16), (8, 64, 17) })
                    shapes.Add(type, n, width, rank);
            }
            return shapes;
        }
    }

    public void Dispose() => _generator.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compressed_rows_are_the_scaled_product(ScalarType type, int n, int width, int rank)
    {
        using var scope = NewDisposeScope();
        var (x, factor) = (Apart(n, width, type), Random([rank, width]));
        var expected = matmul(x.to(ScalarType.Float32), Read(factor, rank, type).t()) * Scale;

        Near(expected, Runtime.Kernels.For(x).Compress(x, factor, isTall: false, Scale), rank > 16 ? type : ScalarType.Float32);
        Near(expected, Runtime.Kernels.For(x).Compress(x, factor.t().contiguous(), isTall: true, Scale), rank > 16 ? type : ScalarType.Float32);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Expanded_rows_are_added_and_what_lies_beside_stays(ScalarType type, int n, int width, int rank)
    {
        using var scope = NewDisposeScope();
        var factor = Random([rank, width]);
        var low = Runtime.Kernels.For(zeros(1, type)).Compress(Apart(n, width, type), factor, isTall: false, Scale);
        foreach (var isTall in new[] { false, true })
        {
            var whole = Random([n, width + 3]).to(type);
            var (target, before) = (whole.narrow(1, 1, width), whole.clone());
            var expected = target.to(ScalarType.Float32) + matmul(low.to(ScalarType.Float32), Read(factor, rank, type));

            Runtime.Kernels.For(target).AddExpanded(target, low, isTall ? factor.t().contiguous() : factor, isTall);

            Near(expected, target, type);
            Assert.True(whole.narrow(1, 0, 1).eq(before.narrow(1, 0, 1)).all().item<bool>());
            Assert.True(whole.narrow(1, width + 1, 2).eq(before.narrow(1, width + 1, 2)).all().item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_of_factors_are_written_and_then_added_to(ScalarType type, int n, int width, int rank)
    {
        using var scope = NewDisposeScope();
        var x = Apart(n, width, type);
        var low = Runtime.Kernels.For(x).Compress(x, Random([rank, width]), isTall: false, Scale);
        foreach (var isTall in new[] { false, true })
        {
            var factor = new Parameter(isTall ? zeros(width, rank) : zeros(rank, width));
            var once = matmul(low.to(ScalarType.Float32).t(), x.to(ScalarType.Float32));

            Runtime.Kernels.For(x).AddFactorGradient(factor, low, x, isTall);
            Near(isTall ? once.t() : once, factor.grad!, rank > 16 ? type : ScalarType.Float32);
            Runtime.Kernels.For(x).AddFactorGradient(factor, low, x, isTall);
            Near(2 * (isTall ? once.t() : once), factor.grad!, rank > 16 ? type : ScalarType.Float32);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void A_row_is_the_same_to_the_last_bit_alone_and_among_others(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (x, factor, target) = (Apart(37, 70, type), Random([11, 70]), Random([37, 70]).to(type));
        var kernels = Runtime.Kernels.For(x);
        var (low, sum) = (kernels.Compress(x, factor, isTall: false, Scale), target.clone());
        kernels.AddExpanded(sum, low, factor, isTall: false);

        for (var row = 0; row < 37; row++)
        {
            var alone = kernels.Compress(x.narrow(0, row, 1), factor, isTall: false, Scale);
            var one = target.narrow(0, row, 1).clone();
            kernels.AddExpanded(one, alone, factor, isTall: false);
            Assert.True(alone.eq(low.narrow(0, row, 1)).all().item<bool>());
            Assert.True(one.eq(sum.narrow(0, row, 1)).all().item<bool>());
        }
    }

    /// <summary>Rows of which others' values lie between.</summary>
    private Tensor Apart(int n, int width, ScalarType type) => Random([n, width + 7]).to(type).narrow(1, 2, width);

    private Tensor Random(long[] shape) => randn(shape, generator: _generator);

    /// <summary>The factor as it is read: beyond the ranks of our kernels in the type of the rows, by torch.</summary>
    private static Tensor Read(Tensor factor, int rank, ScalarType type) => rank > 16 ? factor.to(type).to(ScalarType.Float32) : factor;

    private static void Near(Tensor expected, Tensor actual, ScalarType roundedTo)
    {
        Assert.Equal(expected.shape, actual.shape);
        var tolerance = (roundedTo == ScalarType.BFloat16 ? 1.0 / 128 : 2e-6) * (1 + expected.abs().max().item<float>());
        Assert.InRange((expected - actual.to(ScalarType.Float32)).abs().max().item<float>(), 0, tolerance);
    }
}
