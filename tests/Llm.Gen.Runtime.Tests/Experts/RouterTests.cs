using Llm.Gen.Runtime.Tests.Support;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Experts;

public class RouterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_are_the_chosen_shares(bool normalizes)
    {
        using var scope = NewDisposeScope();
        using var router = Drawn(experts: 6);
        using var pass = new Pass();
        var x = randn(5, 8);

        var choice = router.Choose(x, new Routing { Chosen = 2, Normalizes = normalizes, Scale = 1.5 }, pass);

        var shares = nn.functional.linear(x, router.Weight).softmax(-1);
        var (best, experts) = shares.topk(2);
        Assert.Equal(experts.data<long>().ToArray(), choice.Experts.data<long>().ToArray());
        Assert.InRange(Tokens.Difference(choice.Weights, 1.5 * (normalizes ? best / best.sum(-1, keepdim: true) : best)), 0, 1e-6f);
    }

    [Fact]
    public void A_correction_decides_the_choice_and_not_the_weights()
    {
        using var scope = NewDisposeScope();
        using var router = Drawn(experts: 6, correction: true);
        using var pass = new Pass();
        using (no_grad())
            router.Correction!.copy_(tensor(new[] { 0f, 0f, 0f, 10f, 0f, 10f }));
        var x = randn(5, 8);

        var choice = router.Choose(x, new Routing { Chosen = 2, Score = RouterScore.Sigmoid }, pass);

        Assert.All(choice.Experts.data<long>().ToArray(), expert => Assert.Contains(expert, new long[] { 3, 5 }));
        var scores = nn.functional.linear(x, router.Weight).sigmoid();
        Assert.InRange(Tokens.Difference(choice.Weights, scores.gather(1, choice.Experts)), 0, 1e-6f);
    }

    [Theory]
    [InlineData(GroupScore.Best)]
    [InlineData(GroupScore.TwoBest)]
    public void Experts_come_from_the_best_groups(GroupScore score)
    {
        using var scope = NewDisposeScope();
        using var router = Drawn(experts: 8);
        using var pass = new Pass();
        var x = randn(30, 8);

        var choice = router.Choose(x, new Routing { Chosen = 3, Groups = 4, GroupsChosen = 2, GroupScore = score }, pass);

        var shares = nn.functional.linear(x, router.Weight).softmax(-1).data<float>().ToArray();
        var experts = choice.Experts.data<long>().ToArray();
        for (var token = 0; token < 30; token++)
        {
            var own = shares.AsSpan(8 * token, 8).ToArray();
            var groups = Enumerable.Range(0, 4)
                .OrderByDescending(g => score == GroupScore.Best ? Math.Max(own[2 * g], own[2 * g + 1]) : own[2 * g] + own[2 * g + 1])
                .Take(2).ToHashSet();
            var wanted = Enumerable.Range(0, 8).Where(e => groups.Contains(e / 2)).OrderByDescending(e => own[e]).Take(3).Select(e => (long)e);
            Assert.Equal(wanted, experts.Skip(3 * token).Take(3));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Losses_are_collected_once_and_learn(bool checkpointing)
    {
        using var scope = NewDisposeScope();
        using var router = Drawn(experts: 4);
        var x = randn(9, 8);
        Tensor Loss()
        {
            var logits = nn.functional.linear(x, router.Weight);
            var scores = logits.softmax(-1);
            var used = zeros(4).scatter_add_(0, scores.topk(2).indexes.reshape(-1), ones(18)) / 18;
            return 0.1 * 4 * (used * scores.mean([0L])).sum() + 0.01 * logits.logsumexp(-1).square().mean();
        }

        using var pass = new Pass { Checkpointing = checkpointing, LossScale = 0.5 };
        var routing = new Routing { Chosen = 2, Balance = 0.1, RouterZ = 0.01 };
        if (checkpointing)
        {
            using (no_grad())
                router.Choose(x, routing, pass);
        }
        Backpropagation.Run(router.Choose(x, routing, pass).Weights.sum() * 0);
        var got = router.Weight.grad!.clone();

        router.Weight.grad = null;
        var loss = Loss();
        loss.backward();
        Assert.Equal(loss.item<float>(), pass.AddedLoss, 1e-6);
        Assert.InRange(Tokens.Difference(got, 0.5 * router.Weight.grad!), 0, 1e-6f);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Routers_are_balanced_together(bool checkpointing)
    {
        using var scope = NewDisposeScope();
        using var first = Drawn(experts: 4);
        using var second = Drawn(experts: 4);
        Router[] routers = [first, second];
        var x = new[] { randn(9, 8), randn(9, 8) };
        Tensor Loss()
        {
            var scores = cat([.. routers.Select((router, i) => nn.functional.linear(x[i], router.Weight).softmax(-1))]);       // [18, 4]
            var chosen = zeros(4).scatter_add_(0, scores.topk(2).indexes.reshape(-1), ones(36)) / 18;
            return 0.1 * 4 * (chosen * scores.mean([0L])).sum();
        }

        using var pass = new Pass { Checkpointing = checkpointing, LossScale = 0.5, RouterBalance = 0.1 };
        var routing = new Routing { Chosen = 2, Balance = 7 };
        if (checkpointing)
        {
            using var frozen = no_grad();
            Array.ForEach([0, 1], i => routers[i].Choose(x[i], routing, pass));
        }
        Backpropagation.Run(second.Choose(x[1], routing, pass).Weights.sum() * 0 + first.Choose(x[0], routing, pass).Weights.sum() * 0);
        var got = Array.ConvertAll(routers, router => router.Weight.grad!.clone());

        Array.ForEach(routers, router => router.Weight.grad = null);
        var loss = Loss();
        loss.backward();
        Assert.Equal(loss.item<float>(), pass.AddedLoss, 1e-6);
        for (var i = 0; i < 2; i++)
            Assert.InRange(Tokens.Difference(got[i], 0.5 * routers[i].Weight.grad!), 0, 1e-6f);
    }

    private static Router Drawn(int experts, bool correction = false)
    {
        random.manual_seed(experts);
        var router = new Router(8, experts, Placement.Default, correction: correction);
        using var _ = no_grad();
        router.Weight.normal_(0, 0.6);
        return router;
    }
}
