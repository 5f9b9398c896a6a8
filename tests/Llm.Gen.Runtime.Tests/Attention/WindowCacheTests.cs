using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Attention;

/// <summary>The cache of layers with a window: it forgets what is out of sight, and no more.</summary>
public class WindowCacheTests
{
    private const int Window = 128;

    private static readonly HeadLayout Layout = new(4, 2, 16);
    private static readonly Scoring Scoring = new() { Window = Window };

    [Fact]
    public void It_keeps_no_more_tokens_than_the_window()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 4096);
        using var cache = new KvCache(model, rewind: 0);
        var packed = randn(1, 1500, 8 * 16);

        Read(cache, packed, 0, 1000);                       // a long prompt takes memory for one pass only
        Assert.Equal(Bytes(Window), cache.Bytes);
        for (var token = 1000; token < 1500; token++)
            Read(cache, packed, token, 1);

        Assert.Equal(Bytes(Window), cache.Bytes);
        Assert.Equal(1500, cache.Length);
    }

    [Fact]
    public void A_short_sequence_takes_memory_as_it_grows()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 4096);
        using var cache = new KvCache(model, rewind: 0);

        Read(cache, randn(1, 10, 8 * 16), 0, 10);

        Assert.Equal(Bytes(KvCache.BlockTokens), cache.Bytes);
    }

    [Fact]
    public void Tokens_that_are_cut_off_within_reach_leave_no_trace()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 4096);
        using var cache = new KvCache(model, rewind: 20);
        var packed = randn(1, 700, 8 * 16);
        Read(cache, packed, 0, 600);
        var expected = NaiveAttention.Run(packed, Layout, Scoring);

        foreach (var (drafted, kept) in new[] { (20, 0), (7, 3), (1, 0), (18, 17), (20, 5), (3, 3) })
        {
            var length = cache.Length;
            Read(cache, randn(1, drafted, 8 * 16), 0, drafted);     // other tokens, which are taken back but for those that fit
            cache.Truncate(length);
            if (kept > 0)
                Read(cache, packed, length, kept);
        }

        var rest = Read(cache, packed, 628, 72);
        Assert.InRange(Tokens.Difference(expected.narrow(1, 628, 72), rest), 0, 2e-5f);
    }

    [Fact]
    public void What_is_forgotten_cannot_be_cut_back_to()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(layers: 1, positions: 4096);
        using var cache = new KvCache(model, rewind: 0);
        var packed = randn(1, 400, 8 * 16);
        Read(cache, packed, 0, 300);

        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => cache.Truncate(250));

        Assert.StartsWith("The cache of 300 tokens cannot be cut to 250: a layer with a window has forgotten what came before; cut to 299 at least, or to 0, or make the cache with a larger rewind.", failure.Message);
        cache.Reset();
        Assert.InRange(Tokens.Difference(NaiveAttention.Run(packed, Layout, Scoring), Read(cache, packed, 0, 400)), 0, 2e-5f);
    }

    private static Tensor Read(KvCache cache, Tensor packed, int from, int count)
    {
        using var pass = new Pass { Cache = cache };
        pass.Begin(zeros([1, count], ScalarType.Int64), 4096);
        return Attend.Causal(packed.narrow(1, from, count), Layout, null, pass.At(0), Scoring);
    }

    private static long Bytes(int tokens) => 2L * tokens * Layout.KeyValueHeads * Layout.HeadSize * sizeof(float);
}
