using System.Text.Json.Nodes;

namespace Llm.Gen.Training.Tests;

public sealed class CosineScheduleTests
{
    [Fact]
    public void The_rate_of_every_step_is_the_references()
    {
        var compared = 0;
        foreach (var fixture in TrainingCases.Of("schedules", _ => true))
            foreach (var (name, item) in (JsonObject)fixture.Json["items"]!)
            {
                if ((string)item!["type"]! != "cosine_min_lr" || (double)item["num_cycles"]! != 0.5)
                    continue;
                var schedule = new CosineSchedule(fixture.Number("base_lr"), (long)item["total"]!, (long)item["warmup"]!, (double)item["min_lr_ratio"]!);
                for (var step = 0; step <= schedule.Steps; step++, compared++)
                    Agreement.Check($"{name} {step}", schedule.At(step), (double)fixture.Json["expected"]!["lr"]![name]![step]!, 1e-12);
            }
        Assert.NotEqual(0, compared);
    }

    [Fact]
    public void After_the_last_step_the_rate_stays_at_its_floor()
    {
        var schedule = new CosineSchedule(1, 10, 2, 0.1);

        Assert.Equal(0.1, schedule.At(10), 15);
        Assert.Equal(0.1, schedule.At(1_000), 15);
    }

    [Fact]
    public void A_warm_up_as_long_as_the_run_never_reaches_the_cosine()
    {
        var schedule = new CosineSchedule(1, 4, 4, 0.5);

        Assert.Equal([0, 0.25, 0.5, 0.75, 0.5], Enumerable.Range(0, 5).Select(s => schedule.At(s)));
    }
}
