using Llm.Gen.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Llm.Gen.Training.Tests;

public sealed class WeightAverageTests
{
    [Theory]
    [InlineData("ema")]
    [InlineData("swa")]
    [InlineData("ema_warm_decay")]
    [InlineData("ema_from_zero_debiased")]
    public void Every_update_is_the_references(string kind)
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("averaging", _ => true))
        {
            using var inputs = fixture.Open("inputs.safetensors");
            using var expected = fixture.Open("expected.safetensors");
            Assert.True(inputs.TryFind("weights", out var weights) && expected.TryFind(kind, out var averages));
            Assert.True(expected.TryFind(kind, out averages));
            long[] shape = [.. weights.Shape.Skip(1)];
            var count = weights.ToFloats().Length / (int)weights.Shape[0];
            var weight = new StoredWeight("w", new Parameter(zeros(shape)), shape, WeightRole.Matrix);
            using var gradients = new GradientSet([weight]);
            using var optimizer = new Optimizer(gradients, new());
            using var average = new WeightAverage(optimizer, new() { Decay = kind == "swa" ? null : fixture.Number("decay"), RisesFast = kind == "ema_warm_decay", FromZero = kind == "ema_from_zero_debiased" });

            foreach (var (values, wanted) in weights.ToFloats().Chunk(count).Zip(averages.ToFloats().Chunk(count)))
            {
                using var frozen = no_grad();
                weight.Parameter.copy_(tensor(values).view(shape));
                average.Update(++compared);
                using var got = average.Of(0);
                Agreement.Check($"{fixture} {kind} {average.Updates}", got.reshape(-1).data<float>().ToArray(), wanted, 2e-6);
            }
        }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void An_average_stands_in_for_the_weights_and_leaves_again()
    {
        using var model = Tiny.Create(new() { Precision = Precision.BFloat16 });
        using var gradients = new GradientSet(model.Weights());
        using var optimizer = new Optimizer(gradients, new());
        using var average = new WeightAverage(optimizer, new() { FirstStep = 2, Interval = 3 });
        Assert.Contains("begins with step 2", Assert.Throws<InvalidOperationException>(() => average.Exchange()).Message);
        for (var step = 1; step <= 7; step++)
            average.Update(step);
        var (embedding, before) = (model.Decoder.Embed.Weight, Sum(model));
        using (no_grad())
            embedding.mul_(0);

        using (average.Exchange())
            Assert.Equal(before, Sum(model));

        Assert.Equal(2, average.Updates);
        Assert.Equal(0, embedding.to(ScalarType.Float32).abs().sum().item<float>());
    }

    [Fact]
    public void Averages_without_meaning_are_refused()
    {
        var errors = new TrainingOptions { Steps = 1, Average = new() { Decay = 1, RisesFast = true, FromZero = true, Interval = 0, FirstStep = 0 } }.Errors().Concat(new TrainingOptions { Steps = 3, Average = new() { FirstStep = 4 } }.Errors());

        foreach (var named in new[] { "Decay is 1", "both set", "Interval is 0", "FirstStep is 0", "the FirstStep 4, expected at most Steps (3)" })
            Assert.Contains(errors, error => error.Contains(named));
    }

    private static float Sum(Tiny.Model model)
    {
        using var scope = NewDisposeScope();
        return model.Decoder.Embed.Weight.detach().to(ScalarType.Float32).abs().sum().item<float>();
    }
}
