using Llm.Gen.Data;
using Llm.Gen.Tests;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class TrainingRateTests
{
    [Fact]
    public void Measuring_changes_neither_the_model_nor_the_place_in_the_data()
    {
        using var folder = new TemporaryFolder();
        using var writer = new TokenFileWriter(folder.File("a.tokens"), 64);
        writer.Write(Enumerable.Range(0, 1_000).Select(i => i % 64));
        writer.Complete();
        using var file = TokenFile.Open(writer.Path);
        using var model = Tiny.Create();
        var batches = new TokenBatches(file.All, 16, seed: 1) { Position = 5 };
        model.Save(folder.File("before"));

        var rate = TrainingRate.Measure(model, batches, new() { Steps = 1, BatchSize = 2 });
        model.Save(folder.File("after"));

        Assert.Equal(5, batches.Position);
        Assert.True(rate.SecondsPerStep > 0);
        Assert.Equal(File.ReadAllBytes(folder.File("before/model.safetensors")), File.ReadAllBytes(folder.File("after/model.safetensors")));
    }

    [Fact]
    public void A_time_holds_so_many_steps_with_some_to_spare_but_never_less_than_ten()
    {
        Assert.Equal(180, new TrainingRate(0.5).StepsIn(TimeSpan.FromSeconds(100)));
        Assert.Equal(10, new TrainingRate(1_000).StepsIn(TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public void Options_stretch_with_the_run()
    {
        var options = new TrainingOptions { Steps = 1, LearningRate = 0.5 }.For(1_000);

        Assert.Equal((1_000, 50, 100, 0.5), (options.Steps, options.WarmupSteps, options.ValidationInterval, options.LearningRate));
        Assert.Empty(options.Errors());
    }
}
