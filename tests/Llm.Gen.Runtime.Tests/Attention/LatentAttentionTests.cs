using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

/// <summary>Multi-head latent attention against its equations, without a cache and with the latents alone in one.</summary>
public class LatentAttentionTests
{
    private static readonly Scoring Scaled = new() { Scale = 1 / Math.Sqrt(12) };
    private static readonly LatentLayout Layout = new(Heads: 3, Rank: 20, PlainSize: 8, RotarySize: 4, ValueSize: 10);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_whole_sequence_equals_the_equations(bool composed, bool interleaved)
    {
        using var scope = NewDisposeScope();
        var parts = Draw(15);
        foreach (var part in parts.All)
            part.requires_grad_();
        var gradient = randn(2, 15, 30);
        var expected = Naive(parts, 15, interleaved, null);
        (expected * gradient).sum().backward();
        var slopes = parts.All.Select(part => part.grad!.clone()).ToList();
        foreach (var part in parts.All)
            part.grad!.zero_();
        using var rope = new Rope(4, 100, 64, interleaved: interleaved);

        Runtime.Kernels.AreComposed = composed;
        try
        {
            using var pass = Begin(new Pass(), 15);
            var output = Attend.Latent(parts.Queries, parts.Latents, parts.Keys, parts.Up, Layout, rope.At(pass), pass.At(0));
            Backpropagation.Run((output * gradient).sum());
            Assert.InRange(Tokens.Difference(expected, output), 0, 2e-5f);
        }
        finally
        {
            Runtime.Kernels.AreComposed = false;
        }

        foreach (var (part, slope) in parts.All.Zip(slopes))
            Assert.InRange(Tokens.Difference(slope, part.grad!), 0, 5e-5f);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Decoding_reads_latents_alone(bool composed, bool padded)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 64);
        var parts = Draw(20);
        int[]? padding = padded ? [0, 5] : null;
        var expected = Naive(parts, 20, false, padding);
        using var cache = new KvCache(model, batch: 2);
        using var rope = new Rope(4, 100, 64);

        Runtime.Kernels.AreComposed = composed;
        try
        {
            var (outputs, from) = (new List<Tensor>(), 0);
            foreach (var count in new[] { 9, 1, 1, 4, 1, 3, 1 })
            {
                using var pass = Begin(new Pass { Cache = cache, Padding = from == 0 ? padding : null }, count);
                outputs.Add(Attend.Latent(parts.Queries.narrow(1, from, count), parts.Latents.narrow(1, from, count), parts.Keys.narrow(1, from, count), parts.Up, Layout, rope.At(pass), pass.At(0)));
                from += count;
            }

            var difference = (expected - cat(outputs, 1)).abs();
            if (padded)
                difference.narrow(0, 1, 1).narrow(1, 0, 5).zero_();
            Assert.InRange(difference.max().item<float>(), 0, 2e-5f);
        }
        finally
        {
            Runtime.Kernels.AreComposed = false;
        }

        Assert.Equal(2L * KvCache.BlockTokens * (20 + 4) * sizeof(float), cache.Bytes);
    }

    [Theory]
    [InlineData(false, 1L)]                     // a head at a time
    [InlineData(false, 1L << 20)]
    [InlineData(true, 1L << 20)]
    public void Keys_and_values_read_from_the_cache_give_what_latents_give(bool composed, long most)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 64);
        var parts = Draw(40);
        int[] padding = [3, 0];
        using var rope = new Rope(4, 100, 64);
        using var first = new KvCache(model, batch: 2);
        using var second = new KvCache(model, batch: 2);

        Runtime.Kernels.AreComposed = composed;
        try
        {
            foreach (var (from, count) in new[] { (0, 7), (7, 33) })
            {
                using var one = Begin(new Pass { Cache = first, Padding = from == 0 ? padding : null }, count);
                using var other = Begin(new Pass { Cache = second, Padding = from == 0 ? padding : null }, count);
                var (queries, latents, keys) = (parts.Queries.narrow(1, from, count), parts.Latents.narrow(1, from, count), parts.Keys.narrow(1, from, count));
                var (turns, others) = (rope.At(one), rope.At(other));

                var expected = LatentAttention.Absorbed(queries, latents, keys, parts.Up.Weight, Layout, (heads, packed) => Attend.Causal(packed, heads, turns, one.At(0), Scaled));
                var got = LatentAttention.FromCache(queries, latents, keys, parts.Up.Weight, Layout, second, heads => new(heads, others, other, 0, Scaled), most);

                var difference = (expected - got).abs();
                if (from == 0)
                    difference.narrow(0, 0, 1).narrow(1, 0, 3).zero_();
                Assert.InRange(difference.max().item<float>(), 0, 2e-5f);
            }
        }
        finally
        {
            Runtime.Kernels.AreComposed = false;
        }

        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Theory]
    [InlineData(1, 4096, false)]                // decoding
    [InlineData(16, 4096, false)]
    [InlineData(1024, 1024, true)]              // a prompt
    [InlineData(512, 4096, true)]               // a piece of one
    public void Many_queries_have_keys_and_values_read_for_them(int queries, int seen, bool isRead) =>
        Assert.Equal(isRead, LatentAttention.IsWorthReading(new LatentLayout(128, 512, 128, 64, 128), queries, seen));

    [Fact]
    public void What_is_learnt_beside_the_up_projection_takes_part()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 64);
        var parts = Draw(6);
        parts.Up.Adapter = new Doubling();
        using var cache = new KvCache(model, batch: 2);
        using var rope = new Rope(4, 100, 64);
        using var whole = Begin(new Pass(), 6);
        using var cached = Begin(new Pass { Cache = cache }, 6);

        var expected = Attend.Latent(parts.Queries, parts.Latents, parts.Keys, parts.Up, Layout, rope.At(whole), whole.At(0));
        var output = Attend.Latent(parts.Queries, parts.Latents, parts.Keys, parts.Up, Layout, rope.At(cached), cached.At(0));

        Assert.InRange(Tokens.Difference(expected, output), 0, 2e-5f);
    }

    private static Parts Draw(int tokens)
    {
        var up = new Projection(20, 3 * 18, Placement.Default);
        using (no_grad())
            up.Weight.copy_(randn(54, 20) / 4);
        return new Parts(randn(2, tokens, 3 * 12), randn(2, tokens, 20), randn(2, tokens, 4), up);
    }

    /// <summary>The equations of arXiv:2405.04434, section 2.1, head by head.</summary>
    private static Tensor Naive(Parts parts, int t, bool interleaved, int[]? padding)
    {
        var read = parts.Latents.matmul(parts.Up.Weight.t()).view(2, t, 3, 18);
        var firsts = minimum(tensor(Array.ConvertAll(padding ?? new int[2], p => (long)p)).view(2, 1, 1), arange(t).view(1, t, 1));
        var hidden = (arange(t).view(1, t, 1) < arange(t).view(1, 1, t)).logical_or(arange(t).view(1, 1, t) < firsts);
        var positions = (arange(t).view(1, t) - firsts.view(2, -1)).clamp_min(0).to(ScalarType.Float32);
        var heads = new List<Tensor>();
        for (var head = 0; head < 3; head++)
        {
            var query = parts.Queries.narrow(-1, head * 12, 12);
            var key = cat([read.select(2, head).narrow(-1, 0, 8), Turned(parts.Keys, positions, interleaved)], -1);
            var scores = cat([query.narrow(-1, 0, 8), Turned(query.narrow(-1, 8, 4), positions, interleaved)], -1).matmul(key.transpose(1, 2)) / Math.Sqrt(12);
            heads.Add(scores.masked_fill(hidden, float.NegativeInfinity).softmax(-1).matmul(read.select(2, head).narrow(-1, 8, 10)));
        }

        return cat(heads, -1);
    }

    private static Tensor Turned(Tensor x, Tensor positions, bool interleaved)
    {
        var columns = new Tensor[4];
        for (var pair = 0; pair < 2; pair++)
        {
            var (first, second) = interleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + 2);
            var angles = positions / Math.Pow(100, pair / 2.0);
            var (a, b) = (x.select(-1, first), x.select(-1, second));
            (columns[first], columns[second]) = (a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin());
        }

        return stack(columns, -1);
    }

    private static Pass Begin(Pass pass, int tokens)
    {
        using var ids = zeros([2, tokens], ScalarType.Int64);
        pass.Begin(ids, 64);
        return pass;
    }

    private sealed record Parts(Tensor Queries, Tensor Latents, Tensor Keys, Projection Up)
    {
        public IReadOnlyList<Tensor> All => [Queries, Latents, Keys, Up.Weight];
    }

    private sealed class Doubling : IProjectionAdapter
    {
        public Tensor Adapt(Tensor x, Tensor y) => 2 * y;
    }
}
