using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.SystemTests.Behaviour;

[Collection(nameof(Live))]
public sealed class FunctionalTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Attention_is_softmax_of_scaled_products(bool isCausal, bool isMasked)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (q, k, v) = (randn(1, 2, 3, 4), randn(1, 2, 5, 4), randn(1, 2, 5, 6));
        var mask = isMasked ? rand(3, 5) > 0.3 : null;
        if (mask is not null) mask[.., 0] = tensor(true);

        var scores = q.matmul(k.transpose(-2, -1)) / 2;
        if (isCausal) scores = scores.masked_fill(ones(3, 5, @bool).tril().logical_not(), double.NegativeInfinity);
        if (mask is not null) scores = scores.masked_fill(mask.logical_not(), double.NegativeInfinity);
        var expected = scores.softmax(-1).matmul(v);

        var got = F.scaled_dot_product_attention(q, k, v, mask, is_casual: isCausal);
        Assert.True(got.allclose(expected, 1e-5, 1e-5));
    }

    [Fact]
    public void Attention_adds_masks_of_numbers_and_refuses_two_masks()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (ones(1, 1, 2, 2), ones(1, 1, 2, 2), eye(2).reshape(1, 1, 2, 2));
        var mask = tensor(new float[,] { { 0, float.NegativeInfinity }, { 0, 0 } });

        Assert.Equal([1f, 0, 0.5f, 0.5f], Numbers.Read(F.scaled_dot_product_attention(q, k, v, mask)));
        Assert.Throws<ArgumentException>(() => F.scaled_dot_product_attention(q, k, v, mask, is_casual: true));
    }

    [Fact]
    public void Losses_are_the_known_ones()
    {
        using var scope = NewDisposeScope();
        var logits = Numbers.Row(1, 2, 3, 1, 1, 1).reshape(2, 3);
        var classes = tensor(new long[] { 2, 0 });

        var expected = -logits.log_softmax(-1).gather(1, classes.unsqueeze(1)).squeeze(1);
        Assert.Equal(Numbers.Read(expected), Numbers.Read(F.cross_entropy(logits, classes, reduction: nn.Reduction.None)));
        Assert.Equal(expected.mean().ToSingle(), F.cross_entropy(logits, classes).ToSingle(), 5);
        Assert.Equal(expected.sum().ToSingle(), F.nll_loss(logits.log_softmax(-1), classes, reduction: nn.Reduction.Sum).ToSingle(), 5);
        Assert.Equal(Numbers.Read(expected)[0], F.cross_entropy(logits, tensor(new long[] { 2, -100 })).ToSingle(), 5);
        Assert.Equal(0.25f, F.mse_loss(Numbers.Row(1), Numbers.Row(0.5f)).ToSingle());
    }

    [Fact]
    public void Layers_compute_what_they_say()
    {
        using var scope = NewDisposeScope();
        var x = Numbers.Row(1, 3);

        Assert.Equal([-1f, 1], Numbers.Read(F.layer_norm(x, [2])).Select(value => MathF.Round(value, 3)));
        Assert.Equal([4f], Numbers.Read(F.linear(x, ones(1, 2))));
        Assert.Equal([5f], Numbers.Read(F.linear(x, ones(1, 2), ones(1))));
        Assert.Equal([0f, 1, 3, 0, 0], Numbers.Read(F.pad(x, [1L, 2])));
        Assert.Equal([0L, 1, 0], F.one_hot(tensor(new long[] { 1 }), 3).data<long>().ToArray());
        Assert.Equal([1f, 3], Numbers.Read(F.dropout(x, 0.5, training: false)));
        Assert.Equal([0.841f, 2.996f], Numbers.Read(F.gelu(x)).Select(value => MathF.Round(value, 3)));
        Assert.Equal([0.731f, 2.858f], Numbers.Read(F.silu(x)).Select(value => MathF.Round(value, 3)));
    }

    [Fact]
    public void Seeds_repeat_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var first = Numbers.Read(randn(5));
        manual_seed(7);
        Assert.Equal(first, Numbers.Read(randn(5)));
        Assert.Equal(7, initial_seed());

        var (one, other) = (new Generator(3), new Generator(3));
        Assert.Equal(Numbers.Read(rand(4, generator: one)), Numbers.Read(rand(4, generator: other)));
        var state = one.get_state();
        var following = Numbers.Read(rand(4, generator: one));
        one.set_state(state);
        Assert.Equal(following, Numbers.Read(rand(4, generator: one)));
        Assert.Equal(
            ones(3).multinomial(3, generator: one.manual_seed(1)).data<long>().ToArray(),
            ones(3).multinomial(3, generator: other.manual_seed(1)).data<long>().ToArray());
    }

    [Fact]
    public void The_state_of_the_generator_can_be_kept()
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        var state = get_rng_state();
        var first = Numbers.Read(randn(3));

        set_rng_state(state);

        Assert.Equal(first, Numbers.Read(randn(3)));
    }

    [Fact]
    public void Random_tensors_keep_to_their_ranges()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([0L, 1, 2, 3], randperm(4).data<long>().ToArray().Order());
        Assert.All(randint(2, 4, [50]).data<long>().ToArray(), number => Assert.InRange(number, 2, 3));
        Assert.All(Numbers.Read(empty(50).uniform_(-1, 1)), number => Assert.InRange(number, -1, 1));
        Assert.Equal(1, ones(3).bernoulli_(1.0).min().ToSingle());
        Assert.All(Numbers.Read(nn.init.trunc_normal_(empty(200), std: 5)), number => Assert.InRange(number, -2, 2));
    }

    [Fact]
    public void Threads_can_be_set()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.Equal(before, get_num_threads());
    }
}
