using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

public class QueryKeyNormTests
{
    private static readonly HeadLayout Layout = new(4, 2, 8);

    [Fact]
    public void Heads_are_normed_each_by_itself()
    {
        using var scope = NewDisposeScope();
        var packed = randn(2, 5, 64);
        var (query, key) = (Filled(new RmsNorm(8, 1e-6, Placement.Default)), Filled(new RmsNorm(8, 1e-6, Placement.Default)));

        var normed = QueryKeyNorm.Heads(packed, Layout, query, key);

        for (var head = 0; head < 8; head++)
        {
            var x = packed.narrow(-1, 8 * head, 8);
            var weight = head < 4 ? query.Weight : key.Weight;
            var expected = head < 6 ? x / (x.square().mean([-1], keepdim: true) + 1e-6).sqrt() * weight : x;
            Assert.InRange(Tokens.Difference(expected, normed.narrow(-1, 8 * head, 8)), 0, 1e-5f);
        }
    }

    [Fact]
    public void All_heads_are_normed_at_once()
    {
        using var scope = NewDisposeScope();
        var packed = randn(2, 5, 64);
        var (query, key) = (Filled(new RmsNorm(32, 1e-6, Placement.Default)), Filled(new RmsNorm(16, 1e-6, Placement.Default)));

        var normed = QueryKeyNorm.Whole(packed, Layout, query, key);

        Assert.InRange(Tokens.Difference(cat([query.call(packed.narrow(-1, 0, 32)), key.call(packed.narrow(-1, 32, 16)), packed.narrow(-1, 48, 16)], -1), normed), 0, 1e-6f);
    }

    [Fact]
    public void Each_head_has_a_gain_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var norm = new HeadNorm(3, 8, 1e-5, Placement.Default);
        using (no_grad())
            norm.Weight.copy_(randn(3, 8));
        var x = randn(2, 5, 3, 8);

        var expected = (x - x.mean([-1], keepdim: true)) / (x.var([-1], false, keepdim: true) + 1e-5).sqrt() * norm.Weight;

        Assert.InRange(Tokens.Difference(expected, norm.call(x)), 0, 1e-5f);
    }

    private static RmsNorm Filled(RmsNorm norm)
    {
        using var _ = no_grad();
        norm.Weight.copy_(randn(norm.Weight.shape));
        return norm;
    }
}
