using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class EightBitTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_number_is_rounded_to_the_nearest_that_has_a_code(bool isSigned)
    {
        var table = isSigned ? EightBitTable.Signed : EightBitTable.Unsigned;
        var random = new Random(1);
        Assert.Equal(256, table.Numbers.Distinct().Count());
        Assert.Equal(table.Numbers.Order(), table.Numbers);
        Assert.Equal((0f, 1f), (table.Numbers[table.Zero], table.Numbers[255]));

        for (var i = 0; i < 100_000; i++)
        {
            var value = (float)(Math.Pow(random.NextDouble(), random.Next(1, 9)) * (isSigned ? random.Next(2) * 2 - 1 : 1));
            var (got, least) = (Math.Abs(table.Numbers[table.Nearest(value)] - value), table.Numbers.Min(number => Math.Abs(number - value)));
            Assert.True(got <= least + 1e-9f, $"{value} became {table.Numbers[table.Nearest(value)]}");
        }
        Assert.All(table.Numbers, number => Assert.Equal(number, table.Numbers[table.Nearest(number)]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void Many_at_once_are_rounded_as_each_by_itself(bool isSigned)
    {
        var table = isSigned ? EightBitTable.Signed : EightBitTable.Unsigned;
        var random = new Random(2);
        var values = Enumerable.Range(0, 100_003).Select(_ => (float)(Math.Pow(random.NextDouble(), random.Next(1, 12)) * (isSigned ? random.Next(2) * 2 - 1 : 1)) * 7)
            .Concat([0f, 7f, .. table.Numbers.Select(number => number * 7)]).ToArray();
        var (codes, read) = (new byte[values.Length], new float[values.Length]);

        fixed (byte* to = codes)
        fixed (float* from = values, back = read)
        {
            table.Write(from, 7, to, values.Length);
            table.Read(to, 7, back, values.Length);
        }

        Assert.Equal(values.Select(value => table.Nearest(Math.Clamp(value / 7, -1, 1))), codes);
        Assert.Equal(codes.Select(code => table.Numbers[code] * 7), read);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Weights_stay_near_those_of_moments_in_float32(ScalarType type)
    {
        random.manual_seed(3);
        var start = randn(80, 101).to(type);
        var weights = new[] { Weight(start), Weight(start) };
        using var first = new GradientSet([weights[0]]);
        using var second = new GradientSet([weights[1]]);
        using var wide = new Optimizer(first, new());
        using var narrow = new Optimizer(second, new() { Name = OptimizerName.AdamW8Bit });

        for (var step = 0; step < 50; step++)
        {
            var gradient = (randn(80, 101) + start.to(ScalarType.Float32)).to(type);
            first.Gradients[0].copy_(gradient);
            second.Gradients[0].copy_(gradient);
            wide.Step(1e-2);
            narrow.Step(1e-2);
        }

        var (moved, apart) = (Size(weights[0].Parameter - start), Size(weights[0].Parameter - weights[1].Parameter));
        Assert.True(apart < 0.05 * moved, $"{apart} apart after {moved}");
        Assert.Equal(["mean.a", "mean_scale.a", "square.a", "square_scale.a"], narrow.States.Select(state => state.Name));
        Assert.Equal(8_080 * 2 + 32 * 2 * 4, narrow.States.Sum(state => state.Values.numel() * state.Values.element_size()));
    }

    [Fact]
    public void Vectors_and_small_matrices_keep_float32()
    {
        using var model = Tiny.Create();
        using var gradients = new GradientSet(model.Weights());
        using var optimizer = new Optimizer(gradients, new() { Name = OptimizerName.AdamW8Bit });

        Assert.All(optimizer.States, state => Assert.Equal(ScalarType.Float32, state.Values.dtype));
    }

    private static float Size(Tensor values) => values.to(ScalarType.Float32).norm().item<float>();

    private static StoredWeight Weight(Tensor values) => new("a", new Parameter(values.clone()), values.shape, WeightRole.Matrix);
}
