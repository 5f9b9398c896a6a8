using Llm.Gen.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

/// <summary>What is learnt for distances, and weights that are dropped, against the definitions; lengths span several tiles.</summary>
public class RelativePositionsTests
{
    private const int LargestDistance = 12;

    private static readonly HeadLayout Layout = new(4, 2, 16);

    public RelativePositionsTests() => random.manual_seed(12);

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    public void Buckets_have_a_bias_for_each_head(int length)
    {
        var table = new Parameter(randn(8, 4));

        Same(length, [table], packed => NaiveAttention.Run(packed, Layout, new Scoring(), t5: table), () => new T5Bias(table, LargestDistance));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(20, true)]
    [InlineData(600, true)]
    public void Distances_have_keys_and_values(int length, bool hasValues)
    {
        var keys = new Parameter(randn(5, 16));
        var values = hasValues ? new Parameter(randn(5, 16)) : null;

        Same(length, values is null ? [keys] : [keys, values], packed => NaiveAttention.Run(packed, Layout, new Scoring(), shawKeys: keys, shawValues: values), () => new ShawPositions(keys, values));
    }

    [Fact]
    public void Decoding_with_a_cache_sees_the_same_distances()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 64);
        var (packed, table, keys) = (randn(1, 30, 8 * 16), randn(8, 4), randn(5, 16));
        foreach (var (relative, expected) in new (RelativePositions, Tensor)[]
        {
            (new T5Bias(table, LargestDistance), NaiveAttention.Run(packed, Layout, new Scoring(), t5: table)),
            (new ShawPositions(keys, keys), NaiveAttention.Run(packed, Layout, new Scoring(), shawKeys: keys, shawValues: keys)),
        })
        {
            using var cache = new KvCache(model);
            var parts = new List<Tensor>();
            for (var from = 0; from < 30; from += from == 0 ? 10 : 1)
            {
                using var pass = Begin(new Pass { Cache = cache }, 1, from == 0 ? 10 : 1);
                parts.Add(Attend.Causal(packed.narrow(1, from, from == 0 ? 10 : 1), Layout, null, pass.At(0), relative: relative));
            }

            Assert.InRange(Tokens.Difference(expected, cat(parts, 1)), 0, 2e-5f);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public void Weights_are_dropped_by_their_place(int length)
    {
        using var scope = NewDisposeScope();
        var scoring = new Scoring { DropoutRate = 0.25 };
        var mask = new DropoutMask(77, 3, DropoutSite.AttentionWeights, 0.25);
        var kept = tensor(Enumerable.Range(0, 2 * 4 * length * length).Select(i => mask.Keeps((ulong)i) ? mask.Scale : 0f).ToArray()).view(2, 4, length, length);

        Same(length, [], packed => NaiveAttention.Run(packed, Layout, scoring, kept: kept), () => null, scoring);
    }

    [Fact]
    public void Nothing_is_dropped_without_a_seed_or_at_a_share_of_none()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var packed = randn(2, 40, 8 * 16);
        Tensor Run(double share, ulong? seed)
        {
            using var pass = Begin(new Pass { DropoutSeed = seed }, 2, 40);
            return Attend.Causal(packed, Layout, null, pass.At(0), new Scoring { DropoutRate = share });
        }

        Assert.Equal(0, Tokens.Difference(Run(0, 5), Run(0.5, null)));
        Assert.NotEqual(0, Tokens.Difference(Run(0.5, 5), Run(0.5, 6)));
        Assert.Equal(0, Tokens.Difference(Run(0.5, 5), Run(0.5, 5)));
    }

    private static void Same(int length, Parameter[] tables, Func<Tensor, Tensor> definition, Func<RelativePositions?> relative, Scoring? scoring = null)
    {
        using var scope = NewDisposeScope();
        var packed = randn(2, length, 8 * 16).requires_grad_();
        var gradient = randn(2, length, 4 * 16);
        var expected = definition(packed);
        (expected * gradient).sum().backward();
        var slopes = tables.Prepend(packed).Select(tensor => tensor.grad!.clone()).ToList();
        foreach (var tensor in tables.Prepend(packed))
            tensor.grad!.zero_();

        using var pass = Begin(new Pass { DropoutSeed = 77 }, 2, length);
        var output = Attend.Causal(packed, Layout, null, pass.At(3), scoring, relative: relative());
        Backpropagation.Run((output * gradient).sum());

        Assert.InRange(Tokens.Difference(expected, output), 0, 3e-5f);
        foreach (var (tensor, slope) in tables.Prepend(packed).Zip(slopes))
            Assert.InRange(Tokens.Difference(slope, tensor.grad!) / Math.Max(1, slope.abs().max().item<float>()), 0, 2e-5f);      // sums of many terms that cancel
    }

    private static Pass Begin(Pass pass, int rows, int tokens)
    {
        using var ids = zeros([rows, tokens], ScalarType.Int64);
        pass.Begin(ids, 1024);
        return pass;
    }
}
