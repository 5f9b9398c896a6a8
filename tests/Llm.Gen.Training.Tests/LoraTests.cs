using Llm.Gen.Runtime;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class LoraTests
{
    [Theory]
    [InlineData(Precision.Float32, false)]
    [InlineData(Precision.Float32, true)]
    [InlineData(Precision.BFloat16, false)]
    public void Steps_of_an_adapter_lower_the_loss_and_leave_the_model_as_it_was(Precision precision, bool checkpointing)
    {
        using var model = Tiny.Create(new() { Seed = 1, Precision = precision });
        model.Freeze();
        using var query = new LoraAdapter(model.Decoder.Layers[1].Attention.Query, new LoraOptions { Rank = 4, Seed = 2 });
        using var down = new LoraAdapter(model.Decoder.Layers[1].FeedForward.Down, new LoraOptions { Rank = 4, Seed = 3 });
        using var gradients = new GradientSet([.. query.Weights("query"), .. down.Weights("down")]);
        using var optimizer = new Optimizer(gradients, new() { WeightDecay = 0 });
        using var task = new NextTokenTask();
        using var scope = NewDisposeScope();
        var tokens = arange(0, 32, ScalarType.Int64).view(2, 16);
        var labels = tokens + 1;
        var weights = model.Weights().Select(row => row.Parameter.clone()).ToArray();

        var losses = new double[20];
        for (var step = 0; step < losses.Length; step++)
        {
            losses[step] = task.Backward(model, new(tokens, labels), 1.0 / 32, checkpointing, dropoutSeed: 0) / 32;
            optimizer.Step(0.05);
        }

        Assert.True(losses[^1] < losses[0] - 0.1, $"the loss went from {losses[0]:0.000} to {losses[^1]:0.000}");
        Assert.All(model.Weights().Zip(weights), pair => Assert.True(pair.First.Parameter.eq(pair.Second).all().item<bool>(), pair.First.Name));
    }
}
