using Llm.Gen.Runtime.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Experts;

/// <summary>Against a mixture that runs every expert on every token.</summary>
public class MixtureTests
{
    [Theory]
    [InlineData(1, 4, 2)]
    [InlineData(1, 4, 4)]
    [InlineData(7, 4, 1)]
    [InlineData(7, 4, 2)]
    [InlineData(3, 16, 2)]      // more experts than assignments
    [InlineData(40, 6, 3)]
    public void Only_the_chosen_experts_add_to_a_token(int tokens, int experts, int chosen)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(tokens);
        using var list = TinyExpert.List(experts);
        var x = randn(tokens, 8).requires_grad_();
        var weights = rand(tokens, chosen).requires_grad_();
        var numbers = rand(tokens, experts).topk(chosen).indexes;
        var scale = randn(tokens, 8);

        var sum = Mixture.Of(list, x, new ExpertChoice(numbers, weights, Capacity: null));
        Backpropagation.Run((sum * scale).sum());
        var got = Taken(list, x, weights);

        var expected = Dense(list, x, numbers, weights);
        (expected * scale).sum().backward();
        var wanted = Taken(list, x, weights);

        Assert.InRange(Tokens.Difference(sum, expected), 0, 1e-5f);
        for (var i = 0; i < got.Count; i++)
            Assert.InRange(Tokens.Difference(got[i], wanted[i]), 0, 2e-5f);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Later_tokens_of_a_full_expert_are_dropped(double capacity)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var list = TinyExpert.List(3);
        var (x, weights) = (randn(12, 8), rand(12, 2));
        var numbers = rand(12, 3).topk(2).indexes;
        var bound = (int)Math.Ceiling(capacity * 12 * 2 / 3);

        var used = new int[3];
        var kept = weights.clone();
        for (var token = 0; token < 12; token++)
        {
            for (var rank = 0; rank < 2; rank++)
            {
                if (used[numbers[token, rank].item<long>()]++ >= bound)
                    kept[token, rank] = 0;
            }
        }

        Assert.True(kept.ne(weights).any().item<bool>());
        var sum = Mixture.Of(list, x, new ExpertChoice(numbers, weights, capacity));
        Assert.InRange(Tokens.Difference(sum, Dense(list, x, numbers, kept)), 0, 1e-5f);
    }

    [Fact]
    public void Nothing_stays_alive()
    {
        using var list = TinyExpert.List(4);
        void Step()
        {
            using var scope = NewDisposeScope();
            var x = randn(9, 8).requires_grad_();
            var weights = rand(9, 2).requires_grad_();
            Backpropagation.Run(Mixture.Of(list, x, new ExpertChoice(rand(9, 4).topk(2).indexes, weights, null)).sum());
        }

        Step();
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
            Step();
        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Tensor Dense(ModuleList<TinyExpert> experts, Tensor x, Tensor numbers, Tensor weights)
    {
        var sum = zeros_like(x);
        for (var expert = 0; expert < experts.Count; expert++)
            sum = sum + experts[expert].Plain(x) * (weights * numbers.eq(expert).to(weights.dtype)).sum([1L], keepdim: true);
        return sum;
    }

    private static List<Tensor> Taken(ModuleList<TinyExpert> experts, params Tensor[] inputs)
    {
        var gradients = new List<Tensor>();
        foreach (var tensor in inputs.Concat(experts.SelectMany(expert => expert.Parameters)))
        {
            gradients.Add(tensor.grad is { } gradient ? gradient.clone() : zeros_like(tensor));
            tensor.grad = null;
        }
        return gradients;
    }
}
