using Llm.Gen.Architectures;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training.Tests;

[Collection(LiveTensors.Name)]
public sealed class UtilizationTests
{
    private static readonly TrainingStep _step = new(1, 1, 1, 1, 64, 1, TokensPerSecond: 1_000);

    [Fact]
    public void It_is_the_models_own_operations_over_the_peak()
    {
        using var model = Tiny.Create();
        var options = new TrainingOptions { Steps = 1, BatchSize = 4, Accumulation = 2, PeakFlops = 1e9 };

        var part = new TrainingStart(model, options, 0, TokensPerStep: 4 * 2 * 31).FlopsUtilization(_step);

        var facts = new ArchitectureFacts(ModelConfig.Parse(Tiny.Config).Architecture);
        Assert.Equal(3 * facts.FlopsPerToken(16) * 1_000 / 1e9, part!.Value, 12);
    }

    [Fact]
    public void Without_a_peak_or_where_not_all_learns_there_is_none()
    {
        using var model = Tiny.Create();
        Assert.Null(new TrainingStart(model, new TrainingOptions { Steps = 1 }, 0, 8).FlopsUtilization(_step));

        model.Freeze();

        Assert.Null(new TrainingStart(model, new TrainingOptions { Steps = 1, PeakFlops = 1e9 }, 0, 8).FlopsUtilization(_step));
    }

    [Fact]
    public void The_peak_of_a_machine_is_measured_in_a_second()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var peak = MachinePeak.Measure(Placement.Default);

        Assert.InRange(peak, 1e8, 1e16);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.1, 60);
    }

    [Fact]
    public void A_peak_that_is_none_is_refused() =>
        Assert.Contains("PeakFlops is -1", string.Join(' ', new TrainingOptions { Steps = 1, PeakFlops = -1 }.Errors()));
}
