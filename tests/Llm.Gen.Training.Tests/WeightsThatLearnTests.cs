using Llm.Gen.Data;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class WeightsThatLearnTests : SquareRuns
{
    [Fact]
    public void Frozen_weights_stay_as_they_are()
    {
        using var model = Tiny.Create();
        var frozen = model.Weights().First(w => w.Name.Contains("q_proj")).Parameter;
        frozen.requires_grad = false;
        var before = frozen.detach().reshape(-1).data<float>().ToArray();

        Train(model, Options(3));

        Assert.Equal(before, frozen.detach().reshape(-1).data<float>().ToArray());
        Assert.Null(frozen.grad);
    }

    [Fact]
    public void The_last_layers_and_what_follows_learn_alone()
    {
        using var model = Wide.Create(new() { Seed = 4 });
        var before = model.Weights().ToDictionary(w => w.Name, w => w.Parameter.detach().reshape(-1).data<float>().ToArray());
        using var tokens = SquareTokens.Open(Folder.File("wide.tokens"), 2_000, vocabulary: 512);

        using (var trainer = new Trainer(model, new TokenBatches(tokens.All, 16, 1), null, Options(2) with { LastLayers = 1 }))
            trainer.Run();

        var learnt = model.Weights().Where(w => !before[w.Name].SequenceEqual(w.Parameter.detach().reshape(-1).data<float>().ToArray())).Select(w => w.Name).ToList();
        Assert.Equal(before.Keys.Where(name => name.Contains("layers.1.") || name is "model.norm.weight" or "lm_head.weight"), learnt);
        Assert.All(model.Weights(), w => Assert.True(w.Parameter.requires_grad));
        Assert.Contains("LastLayers is 3, expected at most the 2 layers of Wide", Assert.Throws<ArgumentException>(() => new Trainer(model, new TokenBatches(tokens.All, 16, 1), null, Options(2) with { LastLayers = 3 })).Message);
    }

    [Fact]
    public void Groups_have_rates_and_decay_of_their_own()
    {
        using var model = Tiny.Create(new() { Seed = 4 });
        var before = model.Weights().ToDictionary(w => w.Name, w => w.Parameter.detach().reshape(-1).data<float>().ToArray());

        Train(model, Options(2) with { Groups = [new() { Pattern = "self_attn", LearningRateFactor = 0 }, new() { Pattern = "k_proj" }] });

        foreach (var weight in model.Weights())
            Assert.Equal(weight.Name.Contains("self_attn") && !weight.Name.Contains("k_proj"), before[weight.Name].SequenceEqual(weight.Parameter.detach().reshape(-1).data<float>().ToArray()));
        Assert.Contains("The group \"lora_B\" holds none of the weights that are trained", Assert.Throws<ArgumentException>(() => Trainer(model, Options(1) with { Groups = [new() { Pattern = "lora_B" }] }, null)).Message);
        Assert.Contains("\"(\", expected a regular expression", Assert.Throws<ArgumentException>(() => Trainer(model, Options(1) with { Groups = [new() { Pattern = "(" }] }, null)).Message);
    }
}
