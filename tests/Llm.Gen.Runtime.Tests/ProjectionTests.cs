using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public class ProjectionTests
{
    private static readonly int[] Sizes = [6, 4, 4];

    [Theory]
    [InlineData(false, 0)]      // gradients missing before the second pass
    [InlineData(true, 0)]       // gradients zeroed in place
    [InlineData(false, 1)]      // one member's missing
    [InlineData(false, 2)]      // one member's another tensor
    public void Gradients_accumulate_wherever_they_lie(bool inPlace, int oddMember)
    {
        using var scope = NewDisposeScope();
        var group = Group(bias: true);
        var x = randn(5, 3, 8);
        Learn(group, x);
        var once = Gradients(group);

        for (var i = 0; i < 3; i++)
        {
            using var grad = group[i].Weight.grad!;
            if (inPlace)
            {
                grad.zero_();
                group[i].Bias!.grad!.zero_();
            }
            else if (oddMember == 0)
            {
                group[i].Weight.grad = null;
            }
        }
        if (oddMember == 1)
            group[1].Weight.grad = null;
        if (oddMember == 2)
            group[1].Weight.grad = zeros_like(group[1].Weight);
        Learn(group, x);

        var twice = Gradients(group);
        for (var i = 0; i < once.Count; i++)
        {
            var isFresh = inPlace || oddMember == 0 || i == 1;
            Assert.InRange(Tokens.Difference(once[i] * (isFresh ? 1 : 2), twice[i]), 0, 1e-5f * once[i].abs().max().item<float>());
        }
    }

    [Fact]
    public void Gradients_of_a_group_equal_those_of_separate_matrices()
    {
        using var scope = NewDisposeScope();
        var group = Group(bias: true);
        var (x, y) = (randn(2, 5, 8).requires_grad_(), randn(2, 5, 14));
        var copies = Enumerable.Range(0, 3).Select(i => (W: group[i].Weight.detach().clone().requires_grad_(), B: group[i].Bias!.detach().clone().requires_grad_())).ToList();
        var other = x.detach().clone().requires_grad_();

        Backpropagation.Run((group.Project(x) * y).sum());
        (cat([.. copies.Select(c => nn.functional.linear(other, c.W, c.B))], -1) * y).sum().backward();

        Assert.InRange(Tokens.Difference(other.grad!, x.grad!), 0, 1e-5f);
        foreach (var (i, copy) in copies.Index())
        {
            Assert.InRange(Tokens.Difference(copy.W.grad!, group[i].Weight.grad!), 0, 1e-5f);
            Assert.InRange(Tokens.Difference(copy.B.grad!, group[i].Bias!.grad!), 0, 1e-5f);
        }
    }

    [Fact]
    public void A_frozen_member_has_no_gradient_and_the_others_theirs()
    {
        using var scope = NewDisposeScope();
        var group = Group(bias: false);
        var x = randn(3, 8).requires_grad_();
        Learn(group, x);
        var expected = group[2].Weight.grad!.clone();
        for (var i = 0; i < 3; i++)
            group[i].Weight.grad = null;
        group[1].Weight.requires_grad = false;

        Learn(group, x);

        Assert.Null(group[1].Weight.grad);
        Assert.InRange(Tokens.Difference(expected, group[2].Weight.grad!), 0, 1e-5f);
    }

    [Fact]
    public void Members_are_rows_of_one_matrix_also_after_a_move()
    {
        using var scope = NewDisposeScope();
        using var model = Llama.Create(bias: true);
        var tokens = Tokens.Batch(1, 1, 2, 3);
        var before = Logits(model, tokens);

        model.to(ScalarType.BFloat16);
        var narrow = Logits(model, tokens);
        model.to(ScalarType.Float32);

        Assert.Equal(ScalarType.Float32, model.Placement.Type);
        Assert.InRange(Tokens.Difference(before, narrow), 1e-6f, 0.02f);
        Assert.All(model.AdapterPoints(), point => Assert.True(point.Target.Weight.requires_grad));
        using (no_grad())
        {
            foreach (var point in model.AdapterPoints().Where(point => point.Name.EndsWith("k_proj") || point.Name.EndsWith("up_proj")))
                point.Target.Weight.zero_();
        }
        Assert.True(Tokens.Difference(before, Logits(model, tokens)) > 1e-3f, "the packed matrix is not the members'");
        using var pass = new Pass();
        Backpropagation.Run(model.call(tokens, pass).sum());
        Assert.All(model.Weights(), row => Assert.NotNull(row.Parameter.grad));
    }

    [Fact]
    public void Keys_of_the_state_dictionary_are_the_stored_names()
    {
        using var model = Llama.Create(bias: true, tied: false);
        using var copy = Llama.Create(new CreateOptions { Seed = 1 }, bias: true, tied: false);
        using var scope = NewDisposeScope();
        var tokens = Tokens.Batch(1, 4, 5, 6);

        var state = model.state_dict();
        copy.load_state_dict(state);

        Assert.Equal(model.Weights().Select(row => row.Name).Order(), state.Keys.Order());
        Assert.Equal(model.Weights().Count(), model.parameters().Count());
        Assert.Equal(0, Tokens.Difference(Logits(model, tokens), Logits(copy, tokens)));
    }

    [Fact]
    public void Adapters_and_substitutes_take_part()
    {
        using var scope = NewDisposeScope();
        var group = Group(bias: false);
        var x = randn(2, 8);
        var plain = group.Project(x);

        group[1].Adapter = new Doubling();
        var adapted = group.Project(x);
        group[1].Adapter = null;
        group[2].Substitute = new Zero();
        var substituted = group.Project(x);

        Assert.InRange(Tokens.Difference(plain.narrow(-1, 6, 4) * 2, adapted.narrow(-1, 6, 4)), 0, 1e-6f);
        Assert.Equal(0, Tokens.Difference(plain.narrow(-1, 0, 6), adapted.narrow(-1, 0, 6)));
        Assert.Equal(0, substituted.narrow(-1, 10, 4).abs().max().item<float>());
        Assert.InRange(Tokens.Difference(plain.narrow(-1, 0, 10), substituted.narrow(-1, 0, 10)), 0, 1e-5f);
    }

    private static ProjectionGroup Group(bool bias)
    {
        var group = new ProjectionGroup(8, Sizes, Placement.Default, bias);
        using var _ = no_grad();
        for (var i = 0; i < Sizes.Length; i++)
        {
            group[i].Weight.normal_();
            group[i].Bias?.normal_();
        }
        return group;
    }

    private static void Learn(ProjectionGroup group, Tensor x) => Backpropagation.Run(group.Project(x).square().sum());

    private static List<Tensor> Gradients(ProjectionGroup group) =>
        [.. Enumerable.Range(0, 3).Select(i => group[i].Weight.grad!.clone())];

    private static Tensor Logits(Llama model, Tensor tokens)
    {
        using var _ = no_grad();
        using var pass = new Pass();
        return model.call(tokens, pass);
    }

    private sealed class Doubling : IProjectionAdapter
    {
        public Tensor Adapt(Tensor input, Tensor output) => output * 2;
    }

    private sealed class Zero : IMatrix
    {
        public Tensor Multiply(Tensor x, Tensor? bias) => zeros(x.shape[0], 4);

        public Tensor Dense(ScalarType type) => zeros([4, 4], type);
    }
}
