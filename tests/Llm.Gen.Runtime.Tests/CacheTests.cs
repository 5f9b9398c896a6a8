using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public class CacheTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(150)]
    public void Decoding_with_a_cache_equals_decoding_without(int chunk)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 }, positions: 200);
        var ids = Tokens.Draw(2 * 200, 40);
        var tokens = Tokens.Batch(2, ids);
        using var cache = new KvCache(model, batch: 2);

        using var whole = new Pass();
        var expected = model.call(tokens, whole);
        var parts = new List<Tensor>();
        for (var from = 0; from < 200; from += chunk)
        {
            using var pass = new Pass { Cache = cache };
            parts.Add(model.call(tokens.narrow(1, from, Math.Min(chunk, 200 - from)), pass));
        }

        Assert.InRange(Tokens.Difference(expected, cat(parts, 1)), 0, 2e-5f);
        Assert.Equal(200, cache.Length);
    }

    [Fact]
    public void Tokens_that_are_cut_off_leave_no_trace()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 });
        using var cache = new KvCache(model, reserve: 64);
        Tensor Run(params int[] ids)
        {
            using var pass = new Pass { Cache = cache };
            return model.call(Tokens.Batch(1, ids), pass);
        }

        Run(1, 2, 3);
        var expected = Run(4, 5);
        cache.Truncate(3);
        Run(9, 8, 7);
        cache.Truncate(3);

        Assert.Equal(0, Tokens.Difference(expected, Run(4, 5)));
        cache.Reset();
        Assert.Equal(0, cache.Length);
    }

    [Fact]
    public void More_tokens_than_positions_are_refused()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(positions: 64);
        using var cache = new KvCache(model);
        using var first = new Pass { Cache = cache };
        model.call(Tokens.Batch(1, Tokens.Draw(60, 40)), first);

        using var second = new Pass { Cache = cache };
        var failure = Assert.Throws<ArgumentException>(() => model.call(Tokens.Batch(1, 1, 2, 3, 4, 5), second));

        Assert.Equal("60 cached and 5 new tokens are more than the 64 positions of Llama; give fewer tokens, or start a new cache.", failure.Message);
        Assert.Equal(60, cache.Length);
    }

    [Fact]
    public void A_padded_batch_decodes_like_single_sequences()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.2 });
        int[][] rows = [Tokens.Draw(9, 40, 1), Tokens.Draw(4, 40, 2)];
        using var cache = new KvCache(model, batch: 2);
        using var prompt = new Pass { Cache = cache, Padding = [0, 5] };
        model.call(Tokens.Batch(2, [.. rows[0], 0, 0, 0, 0, 0, .. rows[1]]), prompt);

        using var next = new Pass { Cache = cache };
        var together = model.call(Tokens.Batch(2, 7, 8), next);

        for (var row = 0; row < 2; row++)
        {
            using var alone = new Pass();
            var logits = model.call(Tokens.Batch(1, [.. rows[row], 7 + row]), alone);
            Assert.InRange(Tokens.Difference(logits.narrow(1, rows[row].Length, 1), together.narrow(0, row, 1)), 0, 2e-5f);
        }
    }

    [Fact]
    public void A_cache_of_another_batch_and_gradients_through_a_cache_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create();
        using var cache = new KvCache(model, batch: 2);

        using var one = new Pass { Cache = cache };
        Assert.StartsWith("The cache holds 2 sequences and the pass has 1", Assert.Throws<ArgumentException>(() => model.call(Tokens.Batch(1, 1, 2), one)).Message);
        using var two = new Pass { Cache = cache };
        Assert.StartsWith("A pass with a cache has no gradients", Assert.Throws<InvalidOperationException>(() => model.call(Tokens.Batch(2, 1, 2), two)).Message);
    }
}
