using System.Text.Json.Nodes;

namespace Llm.Gen.Training.Tests;

public sealed class LearningRatesTests
{
    [Fact]
    public void The_rate_of_every_step_is_the_references()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("schedules", _ => true))
            foreach (var (name, item) in (JsonObject)fixture.Json["items"]!)
            {
                var peak = fixture.Number("base_lr");
                var floor = (double?)item!["lr_end"] / peak ?? (double?)item["min_lr_ratio"] ?? 0;
                var rates = new LearningRates(OptionsOf(item), peak, (long)item["total"]!, (long)item["warmup"]!, floor);
                var expected = fixture.Json["expected"]!["lr"]![name]!.AsArray();
                for (var step = 0; step < expected.Count; step++, compared++)
                    Agreement.Check($"{name} {step}", rates.At(step), (double)expected[step]!, 1e-12);
            }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void A_warm_up_as_long_as_the_run_never_reaches_the_cosine()
    {
        var rates = new LearningRates(new(), 1, 4, 4, 0.5);

        Assert.Equal([0, 0.25, 0.5, 0.75], Enumerable.Range(0, 4).Select(s => rates.At(s)));
    }

    [Fact]
    public void No_rate_after_the_warm_up_is_below_the_floor()
    {
        foreach (var shape in Enum.GetValues<ScheduleShape>())
        {
            var rates = new LearningRates(new() { Shape = shape }, 2, 50, 5, 0.25);

            Assert.All(Enumerable.Range(5, 45), step => Assert.InRange(rates.At(step), 0.5, 2));
        }
    }

    [Fact]
    public void What_a_shape_does_not_have_is_named()
    {
        var wrong = new TrainingOptions { Steps = 10, WarmupSteps = 2, Schedule = new() { Shape = ScheduleShape.Linear, Power = 2, DecaySteps = 9, Cycles = 0, TimeScale = double.NaN } };

        var errors = wrong.Errors();

        foreach (var named in new[] { "Power is set, and the schedule Linear has none", "DecaySteps is 9, expected from 0 to the steps after the warm-up, 8", "Cycles is 0", "TimeScale is NaN" })
            Assert.Contains(errors, error => error.Contains(named));
        Assert.Contains("no warm-up to take it from", Assert.Single(new TrainingOptions { Steps = 1, Schedule = new() { Shape = ScheduleShape.InverseSquareRoot } }.Errors()));
    }

    private static ScheduleOptions OptionsOf(JsonNode item) => (string)item["type"]! switch
    {
        "cosine_min_lr" => new(),
        "cosine_nonzero_warmup" => new() { Warmup = WarmupShape.FromFirst },
        "cosine_nanogpt" => new() { Warmup = WarmupShape.Between },
        "linear" => new() { Shape = ScheduleShape.Linear },
        "constant" => new() { Shape = ScheduleShape.Constant },
        "inverse_sqrt" => new() { Shape = ScheduleShape.InverseSquareRoot, TimeScale = (double?)item["timescale"] },
        "polynomial" => new() { Shape = ScheduleShape.Polynomial, Power = (double)item["power"]! },
        "cosine_restarts" => new() { Shape = ScheduleShape.CosineRestarts, Cycles = (int)item["num_cycles"]! },
        "wsd" => new()
        {
            Shape = ScheduleShape.WarmupStableDecay,
            Warmup = (string)item["warmup_type"]! == "cosine" ? WarmupShape.Cosine : WarmupShape.FromZero,
            DecaySteps = (long)item["decay"]!,
            DecayShape = (string)item["decay_type"]! switch { "cosine" => DecayShape.Cosine, "1-sqrt" => DecayShape.OneMinusSqrt, _ => DecayShape.Linear },
        },
        var type => throw new InvalidDataException($"the fixtures have a schedule {type} that this test does not know."),
    };
}
