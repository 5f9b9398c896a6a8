using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Regularization;

public sealed class DropoutTests
{
    [Fact]
    public void What_is_kept_grows_so_that_the_mean_stays()
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { DropoutSeed = 7 };
        var x = ones(300, 301);

        var y = Dropout.Apply(x, 0.25, pass.At(3), DropoutSite.Attention);

        var dropped = y.eq(0).sum().item<long>() / (double)x.NumberOfElements;
        Assert.InRange(dropped, 0.24, 0.26);
        Assert.InRange(y.max().item<float>(), 1.3333f, 1.3334f);
        Assert.InRange(y.mean().item<float>(), 0.98f, 1.02f);
    }

    [Fact]
    public void A_pass_without_a_seed_and_a_rate_of_nothing_drop_nothing()
    {
        using var scope = NewDisposeScope();
        using Pass plain = new(), seeded = new() { DropoutSeed = 1 };
        var x = randn(5, 6);

        Assert.Same(x, Dropout.Apply(x, 0.5, plain.At(0), DropoutSite.Embedding));
        Assert.Same(x, Dropout.Apply(x, 0, seeded.At(0), DropoutSite.Embedding));
    }

    [Fact]
    public void Seed_layer_and_place_determine_the_mask()
    {
        using var scope = NewDisposeScope();
        var x = ones(64, 33);
        Tensor Masked(ulong seed, int layer, DropoutSite site) => Dropout.Apply(x, 0.5, new Pass { DropoutSeed = seed }.At(layer), site);

        var first = Masked(4, 1, DropoutSite.Attention);

        Assert.True(first.eq(Masked(4, 1, DropoutSite.Attention)).all().item<bool>());
        Assert.All([Masked(5, 1, DropoutSite.Attention), Masked(4, 2, DropoutSite.Attention), Masked(4, 1, DropoutSite.FeedForward)],
            other => Assert.False(first.eq(other).all().item<bool>()));
    }

    [Fact]
    public void Gradients_pass_where_values_passed()
    {
        using var scope = NewDisposeScope();
        using var pass = new Pass { DropoutSeed = 3 };
        var x = randn(40, 41).requires_grad_();

        var y = Dropout.Apply(x, 0.3, pass.At(0), DropoutSite.FeedForward);
        Backpropagation.Run(y.sum());

        Assert.True((y - x.detach() * x.grad!).abs().max().item<float>() < 1e-6f);
    }
}
