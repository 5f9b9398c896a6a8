namespace Llm.Gen.Training.Tests;

public sealed class ProgressLinesTests
{
    [Fact]
    public void Lines_tell_step_loss_validation_rate_and_time_left()
    {
        using var model = Tiny.Create();
        var output = new StringWriter();
        var lines = new ProgressLines(output);
        lines.OnStart(new TrainingStart(model, new TrainingOptions { Steps = 100 }, 0, 50));

        for (var step = 1; step <= 100; step++)
        {
            lines.OnStep(new TrainingStep(step, 2.5, 1e-3, 1, step * 50, step, 50));
            if (step == 10)
                lines.OnValidation(new TrainingValidation(10, 3.25));
        }
        lines.OnEnd(null);

        var written = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()).ToArray();
        Assert.Equal(11, written.Length);
        Assert.Equal("step 1 of 100  loss 2.500  50 tokens/s  1:39 left", written[0]);
        Assert.Equal("step 20 of 100  loss 2.500  validation 3.250  50 tokens/s  1:20 left", written[2]);
    }

    [Theory]
    [InlineData(100_001, "27:46:40 left")]
    [InlineData(long.MaxValue, "876600:00:00 left")]
    public void Long_times_are_hours(long steps, string left)
    {
        using var model = Tiny.Create();
        var output = new StringWriter();
        var lines = new ProgressLines(output);
        lines.OnStart(new TrainingStart(model, new TrainingOptions { Steps = steps }, 0, 50));

        lines.OnStep(new TrainingStep(1, 2.5, 1e-3, 1, 50, 1, 50));

        Assert.EndsWith(left, output.ToString().TrimEnd());
    }

    [Fact]
    public void A_silent_run_shows_nothing_and_one_without_terminal_lines()
    {
        Assert.Null(ProgressCallback.For(ProgressDisplay.Silent));
        Assert.IsType<ProgressLines>(ProgressCallback.For(ProgressDisplay.Lines));
    }
}
