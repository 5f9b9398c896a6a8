using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public class GradientTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Gradients_equal_finite_differences(bool tied, bool bias)
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(new CreateOptions { Deviation = 0.3, Seed = 5 }, tied: tied, bias: bias);
        var tokens = Tokens.Batch(2, Tokens.Draw(16, 40));
        var targets = Tokens.Batch(2, Tokens.Draw(16, 40, 9));
        targets[0, 3] = CrossEntropy.Ignored;
        float Loss(bool learns = false)
        {
            using var pass = new Pass { Padding = [0, 2] };
            var loss = CrossEntropy.Mean(model, model.Hidden(tokens, pass), targets);
            if (learns)
                Backpropagation.Run(loss);
            return loss.item<float>();
        }

        Loss(learns: true);

        using var _ = no_grad();
        foreach (var row in model.Weights())
        {
            // Along the gradient itself, the slope is its norm.
            var gradient = row.Parameter.grad!;
            var norm = gradient.norm().item<float>();
            var step = 0.02f / Math.Max(norm, 0.1f);
            row.Parameter.add_(gradient, step);
            var above = Loss();
            row.Parameter.add_(gradient, -2 * step);
            var below = Loss();
            row.Parameter.add_(gradient, step);

            var slope = (above - below) / (2 * step);
            Assert.True(Math.Abs(slope - norm * norm) <= 0.02 * norm * norm + 2e-4, $"{row.Name}: slope {slope}, squared norm {norm * norm}");
        }
    }

    [Fact]
    public void Backward_after_the_pass_is_refused()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create();
        Tensor loss;
        using (var pass = new Pass())
            loss = model.call(Tokens.Batch(1, 1, 2, 3), pass).sum();

        var failure = Assert.Throws<InvalidOperationException>(() => Backpropagation.Run(loss));

        Assert.Contains("Backward ran after its pass was disposed of, which frees the graph; dispose of the pass when backward has run.", failure.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_graph_outlives_a_longer_pass(bool composed)
    {
        Runtime.Kernels.AreComposed = composed;
        try
        {
            using var scope = NewDisposeScope();
            using var model = Llama.Create(positions: 1024);
            Assert.Equal(Norms(longer: false), Norms(longer: true));

            double[] Norms(bool longer)
            {
                var tokens = Tokens.Batch(1, Tokens.Draw(20, 40));
                using var pass = new Pass();
                var loss = CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens);
                if (longer)
                {
                    using var next = new Pass();
                    model.Hidden(Tokens.Batch(1, Tokens.Draw(900, 40)), next).Dispose();
                }
                Backpropagation.Run(loss);
                var norms = model.Weights().Select(row => (double)row.Parameter.grad!.norm().item<float>()).ToArray();
                model.zero_grad();
                return norms;
            }
        }
        finally
        {
            Runtime.Kernels.AreComposed = false;
        }
    }

    [Fact]
    public void A_graph_serves_one_backward_pass()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create();
        using var pass = new Pass();
        var tokens = Tokens.Batch(1, 1, 2, 3);
        var loss = CrossEntropy.Mean(model, model.Hidden(tokens, pass), tokens);
        loss.backward(retain_graph: true);

        var failure = Assert.Throws<InvalidOperationException>(() => Backpropagation.Run(loss));

        Assert.Contains("Backward ran a second time", failure.Message);
    }

    [Fact]
    public void The_mean_of_nothing_is_zero_and_targets_are_checked()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create();
        using var _ = no_grad();
        var hidden = randn(3, 32);

        Assert.Equal(0, CrossEntropy.Mean(model, hidden, full([3], CrossEntropy.Ignored, ScalarType.Int64)).item<float>());
        Assert.Contains("Target 40 is outside the vocabulary, 0 to 39", Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.Mean(model, hidden, Tokens.Batch(1, 1, 40, 2).view(-1))).Message);
        Assert.Contains("There are 2 targets for 3 hidden states", Assert.Throws<ArgumentException>(() => CrossEntropy.Mean(model, hidden, Tokens.Batch(1, 1, 2).view(-1))).Message);
    }

    [Fact]
    public void Loss_in_pieces_equals_loss_as_a_whole()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(vocabulary: 70_000, hidden: 32);
        var hidden = randn(97, 32).requires_grad_();
        var targets = Tokens.Batch(1, Tokens.Draw(97, 70_000)).view(-1);

        var ours = CrossEntropy.Mean(model, hidden, targets);
        Backpropagation.Run(ours);
        var (hiddenGradient, weightGradient) = (hidden.grad!.clone(), model.Head.Weight.grad!.clone());
        hidden.grad = null;
        model.zero_grad();
        var theirs = nn.functional.cross_entropy(hidden.matmul(model.Head.Weight.t()), targets);
        theirs.backward();

        Assert.Equal(theirs.item<float>(), ours.item<float>(), 1e-4f);
        Assert.InRange(Tokens.Difference(hidden.grad!, hiddenGradient), 0, 1e-6f);
        Assert.InRange(Tokens.Difference(model.Head.Weight.grad!, weightGradient), 0, 1e-6f);
    }
}
