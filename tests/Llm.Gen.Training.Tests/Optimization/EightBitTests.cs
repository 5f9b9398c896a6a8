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
        var values = Trying(table, isSigned).Select(value => value * 7).ToArray();
        var (codes, read, narrow, wide) = (new byte[values.Length], new float[values.Length], new byte[values.Length], new float[values.Length]);

        fixed (byte* to = codes, toEach = narrow)
        fixed (float* from = values, back = read, backEach = wide)
        {
            table.Write(from, 7, to, values.Length);
            table.Read(to, 7, back, values.Length);
            table.WriteEach(from, 7, toEach, values.Length);
            table.ReadEach(to, 7, backEach, values.Length);
        }

        Assert.Equal(values.Select(value => table.Nearest(Math.Clamp(value / 7, -1, 1))), codes);
        Assert.Equal(codes.Select(code => table.Numbers[code] * 7), read);
        Assert.Equal(codes, narrow);
        Assert.Equal(read, wide);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void Half_way_between_two_numbers_the_smaller_stands_and_right_above_the_larger(bool isSigned)
    {
        var table = isSigned ? EightBitTable.Signed : EightBitTable.Unsigned;
        var middles = Enumerable.Range(table.Zero, 255 - table.Zero).Select(code => (table.Numbers[code] + table.Numbers[code + 1]) / 2);
        var values = middles.SelectMany(middle => new[] { middle, MathF.BitIncrement(middle) }).ToArray();
        var codes = new byte[values.Length];

        fixed (byte* to = codes)
        fixed (float* from = values)
            table.Write(from, 1, to, values.Length);

        Assert.Equal(Enumerable.Range(table.Zero, 255 - table.Zero).SelectMany(code => new[] { (byte)code, (byte)(code + 1) }), codes);
    }

    /// <summary>Numbers of all sizes, those around every middle, the table's own, and where the exponent or the decade changes.</summary>
    private static IEnumerable<float> Trying(EightBitTable table, bool isSigned)
    {
        var random = new Random(2);
        var sizes = Enumerable.Range(0, 100_003).Select(_ => (float)Math.Pow(random.NextDouble(), random.Next(1, 12)))
            .Concat(Enumerable.Range(0, 150).Select(octave => MathF.ScaleB(1, -octave)))
            .Concat(Enumerable.Range(0, 12).Select(decade => (float)Math.Pow(10, -decade)))
            .Concat(table.Numbers.Zip(table.Numbers.Skip(1), (low, high) => Math.Abs((low + high) / 2)))
            .SelectMany(size => new[] { size, MathF.BitDecrement(size), MathF.BitIncrement(size) })
            .Concat([0f, 1f, .. table.Numbers])
            .Select(size => Math.Min(Math.Abs(size), 1));
        return isSigned ? sizes.SelectMany(size => new[] { size, -size }) : sizes;
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
