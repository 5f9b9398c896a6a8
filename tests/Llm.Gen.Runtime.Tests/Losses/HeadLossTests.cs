using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Losses;

public sealed class HeadLossTests
{
    [Theory]
    [InlineData(true, ScalarType.Float32, 1e-5)]
    [InlineData(false, ScalarType.Float32, 1e-5)]
    [InlineData(false, ScalarType.BFloat16, 3e-2)]
    public void Loss_and_gradients_are_those_of_the_graph(bool tied, ScalarType type, double tolerance)
    {
        using var model = Llama.Create(new() { Precision = type == ScalarType.BFloat16 ? Precision.BFloat16 : Precision.Float32, Deviation = 0.5 }, tied: tied);
        using var hidden = randn(6, 32).to(type);
        using var targets = tensor(new long[] { 3, CrossEntropy.Ignored, 39, 0, CrossEntropy.Ignored, 7 });
        using var loss = new HeadLoss(model);

        var sum = loss.SumWithGradient(hidden, targets, 0.25, out var gradient);
        using var own = model.Head.Weight.grad!.to(ScalarType.Float32);

        using var leaf = hidden.to(ScalarType.Float32).requires_grad_();
        using var weight = model.Head.Weight.detach().to(ScalarType.Float32).requires_grad_();
        using var expected = nn.functional.cross_entropy(leaf.mm(weight.t()), targets, ignore_index: CrossEntropy.Ignored, reduction: nn.Reduction.Sum);
        (expected * 0.25).backward();
        Assert.Equal(expected.item<float>(), sum, tolerance * 10);
        Assert.Equal(sum, loss.Sum(hidden, targets), 1e-9);
        Assert.True(Tokens.Difference(gradient.to(ScalarType.Float32), leaf.grad!) < tolerance);
        Assert.True(Tokens.Difference(own, weight.grad!) < tolerance);
        gradient.Dispose();
    }

    [Theory]
    [InlineData(true, 0.1, 0)]
    [InlineData(false, 0, 1e-2)]
    [InlineData(false, 0.2, 1e-2)]
    public void Smoothed_labels_and_the_loss_of_large_logits_are_those_of_the_graph(bool tied, double smoothing, double z)
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new() { Deviation = 0.5 }, tied: tied);
        var (hidden, targets) = (randn(6, 32), tensor(new long[] { 3, CrossEntropy.Ignored, 39, 0, CrossEntropy.Ignored, 7 }));
        using var loss = new HeadLoss(model, new(smoothing, z));

        var sum = loss.SumWithGradient(hidden, targets, 0.25, out var gradient);
        var own = model.Head.Weight.grad!.clone();
        model.Head.Weight.grad = null;
        var leafToo = hidden.clone().requires_grad_();
        var mean = CrossEntropy.Mean(model, leafToo, targets, new(smoothing, z));
        Backpropagation.Run(mean);

        var (leaf, weight) = (hidden.clone().requires_grad_(), model.Head.Weight.detach().clone().requires_grad_());
        var scores = leaf.index_select(0, tensor(new long[] { 0, 2, 3, 5 })).mm(weight.t()).log_softmax(-1);
        var wanted = tensor(new long[] { 3, 39, 0, 7 });
        var logSums = leaf.index_select(0, tensor(new long[] { 0, 2, 3, 5 })).mm(weight.t()).logsumexp(-1);
        var expected = ((1 - smoothing) * -scores.gather(1, wanted.unsqueeze(-1)).squeeze(-1) - smoothing * scores.mean([-1L]) + z * logSums.square()).sum();
        (expected * 0.25).backward();
        Assert.Equal(expected.item<float>(), sum, 1e-4);
        Assert.Equal(expected.item<float>() / 4, mean.item<float>(), 1e-4);
        Assert.Equal(loss.Sum(hidden, targets), nn.functional.cross_entropy(leaf.mm(weight.t()), targets, ignore_index: CrossEntropy.Ignored, reduction: nn.Reduction.Sum).item<float>(), 1e-4);
        Assert.True(Tokens.Difference(gradient, leaf.grad!) < 1e-5);
        Assert.True(Tokens.Difference(leafToo.grad!, leaf.grad!) < 1e-5);
        Assert.True(Tokens.Difference(own, weight.grad!) < 1e-5);
        Assert.True(Tokens.Difference(model.Head.Weight.grad!, weight.grad!) < 1e-5);
    }

    [Fact]
    public void Losses_without_meaning_are_refused()
    {
        using var model = Llama.Create();

        Assert.Contains("LabelSmoothing is 1; expected from 0 to less than 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new HeadLoss(model, new(1))).Message);
        Assert.Contains("ZLoss is -1; expected 0 or more.", Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.Mean(model, zeros(1, 32), zeros(1, ScalarType.Int64), new(0, -1))).Message);
    }

    [Fact]
    public void Gradients_are_added_to_those_that_are_there()
    {
        using var model = Llama.Create();
        using var hidden = randn(4, 32);
        using var targets = tensor(new long[] { 1, 2, 3, 4 });
        using var loss = new HeadLoss(model);

        loss.SumWithGradient(hidden, targets, 1, out var first);
        using var once = model.Head.Weight.grad!.clone();
        loss.SumWithGradient(hidden, targets, 1, out var second);

        Assert.True(Tokens.Difference(model.Head.Weight.grad!, once * 2) < 1e-5);
        Assert.Equal(0, Tokens.Difference(first, second));
        first.Dispose();
        second.Dispose();
    }

    [Theory]
    [InlineData(false, 1, 3.0)]
    [InlineData(false, 0.25, null)]
    [InlineData(true, 0.5, 2.0)]
    public void Shaped_logits_have_the_loss_and_gradients_of_the_graph(bool tied, double multiplier, double? softcap)
    {
        using var model = Llama.Create(new() { Deviation = 0.5 }, tied: tied);
        var shape = new LogitShape(multiplier, softcap);
        if (model.Head is Projection projection)
            projection.Logits = shape;
        else
            ((Embedding)model.Head).Logits = shape;
        using var hidden = randn(6, 32);
        using var targets = tensor(new long[] { 3, CrossEntropy.Ignored, 39, 0, CrossEntropy.Ignored, 7 });
        using var loss = new HeadLoss(model);

        using var leaf = hidden.clone().requires_grad_();
        using var expected = nn.functional.cross_entropy(model.Score(leaf), targets, ignore_index: CrossEntropy.Ignored, reduction: nn.Reduction.Sum);
        Backpropagation.Run(expected * 0.25);
        using var theirs = model.Head.Weight.grad!.clone();
        model.Head.Weight.grad = null;
        var sum = loss.SumWithGradient(hidden, targets, 0.25, out var gradient);
        using var ours = model.Head.Weight.grad!.clone();
        model.Head.Weight.grad = null;
        using var leafToo = hidden.clone().requires_grad_();
        using var mean = CrossEntropy.Mean(model, leafToo, targets);
        Backpropagation.Run(mean);

        Assert.Equal(expected.item<float>(), sum, 1e-4);
        Assert.Equal(sum, loss.Sum(hidden, targets), 1e-9);
        Assert.Equal(sum / 4, mean.item<float>(), 1e-5);
        Assert.All([gradient, leafToo.grad!], own => Assert.True(Tokens.Difference(own, leaf.grad!) < 1e-5));
        Assert.All([ours, model.Head.Weight.grad!], own => Assert.True(Tokens.Difference(own, theirs) < 1e-5));
        gradient.Dispose();
    }

    [Fact]
    public void A_head_with_an_adapter_goes_through_the_graph()
    {
        using var model = Llama.Create(tied: false);
        var head = (Projection)model.Head;
        using var hidden = randn(4, 32);
        using var targets = tensor(new long[] { 1, CrossEntropy.Ignored, 3, 4 });
        using var loss = new HeadLoss(model);
        var plain = loss.SumWithGradient(hidden, targets, 1, out var plainGradient);

        head.Adapter = new Nothing();
        var adapted = loss.SumWithGradient(hidden, targets, 1, out var adaptedGradient);

        Assert.Equal(plain, adapted, 1e-4);
        Assert.Equal(plain, loss.Sum(hidden, targets), 1e-4);
        Assert.True(Tokens.Difference(plainGradient, adaptedGradient) < 1e-5);
        plainGradient.Dispose();
        adaptedGradient.Dispose();
    }

    private sealed class Nothing : IProjectionAdapter
    {
        public Tensor Adapt(Tensor input, Tensor output) => output;
    }
}
