using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

public class RopeTests
{
    private static readonly HeadLayout Layout = new(4, 2, 24);

    public static TheoryData<int, bool> Kinds() => new() { { 24, false }, { 24, true }, { 12, false }, { 12, true }, { 2, false } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Columns_turn_as_the_definition_has_it(int columns, bool interleaved)
    {
        foreach (var composed in new[] { false, true })
        {
            using var scope = NewDisposeScope();
            var packed = randn(2, 9, 8 * 24).requires_grad_();
            var gradient = randn(2, 9, 4 * 24);
            var expected = NaiveAttention.Run(Turned(packed, columns, interleaved), Layout, new Scoring());
            (expected * gradient).sum().backward();
            var slopes = packed.grad!.clone();
            packed.grad.zero_();
            using var rope = new Rope(columns, 100, 64, interleaved: interleaved);
            using var pass = new Pass();
            pass.Begin(zeros([2, 9], ScalarType.Int64), 64);

            Runtime.Kernels.AreComposed = composed;
            try
            {
                var output = Attend.Causal(packed, Layout, rope.At(pass), pass.At(0));
                Backpropagation.Run((output * gradient).sum());
                Assert.InRange(Tokens.Difference(expected, output), 0, 2e-5f);
                Assert.InRange(Tokens.Difference(slopes, packed.grad), 0, 2e-5f);
            }
            finally
            {
                Runtime.Kernels.AreComposed = false;
            }
        }
    }

    [Fact]
    public void Layers_turn_by_ropes_of_their_own_or_not_at_all()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var ropes = new RopeByLayer([new Rope(24, 100, 64), new Rope(24, 10_000, 64)], [0, null, 1]);
        using var pass = new Pass();
        pass.Begin(zeros([1, 5], ScalarType.Int64), 64);

        var rotations = ropes.At(pass);

        Assert.Equal(3, rotations.Count);
        Assert.Null(rotations[1]);
        Assert.NotEqual(0, Tokens.Difference(rotations[0]!.Table.Cosines.narrow(0, 0, 5), rotations[2]!.Table.Cosines.narrow(0, 0, 5)));
    }

    [Fact]
    public void Slopes_halve_from_head_to_head_and_fill_up_from_the_power_above()
    {
        Assert.Equal([0.25f, 0.0625f, 0.015625f, 0.00390625f], Alibi.Slopes(4));
        Assert.Equal([0.25f, 0.0625f, 0.015625f, 0.00390625f, 0.5f, 0.125f], Alibi.Slopes(6));
        Assert.Equal([0.125f, 0.03125f, 0.0078125f, 0.001953125f], Alibi.Slopes(4, 0.5));
    }

    /// <summary>Packed rows, [B, T, (H + 2K) E], with queries and keys turned column by column.</summary>
    private static Tensor Turned(Tensor packed, int columns, bool interleaved)
    {
        var heads = packed.view(2, 9, 8, 24);
        var parts = Enumerable.Range(0, 24).Select(column => heads.select(-1, column)).ToArray();     // [B, T, 8]
        for (var pair = 0; pair < columns / 2; pair++)
        {
            var (first, second) = interleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + columns / 2);
            var angles = arange(9, ScalarType.Float32).view(1, 9, 1) / Math.Pow(100, 2.0 * pair / columns);
            var (x, y) = (parts[first], parts[second]);
            (parts[first], parts[second]) = (x * angles.cos() - y * angles.sin(), y * angles.cos() + x * angles.sin());
        }

        var turned = stack(parts, -1);
        return cat([turned.narrow(2, 0, 6), heads.narrow(2, 6, 2)], 2).view(2, 9, 8 * 24);
    }
}
