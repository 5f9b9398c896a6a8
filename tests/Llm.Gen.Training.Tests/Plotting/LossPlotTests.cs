using System.Xml.Linq;
using Llm.Gen.Tests;
using Llm.Gen.Training.Plotting;

namespace Llm.Gen.Training.Tests;

public sealed class LossPlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_drawn_with_its_training_and_validation_loss()
    {
        var run = DrawnRuns.Write(_folder, "first", steps: 500);

        LossPlot.Write(_folder.File("loss.svg"), run);

        var svg = XDocument.Load(_folder.File("loss.svg"));
        var classes = svg.Descendants().Select(e => (string?)e.Attribute("class")).ToArray();
        Assert.Contains("train", classes);
        Assert.Contains("validation", classes);
        Assert.Equal("Loss of first", svg.Root!.Elements().First(e => e.Name.LocalName == "title").Value);
    }

    [Fact]
    public void Several_runs_lie_over_each_other_each_in_its_color()
    {
        LossPlot.Write(_folder.File("loss.svg"), DrawnRuns.Write(_folder, "a", 300), DrawnRuns.Write(_folder, "b", 5_000));

        var svg = XDocument.Load(_folder.File("loss.svg"));
        var lines = svg.Descendants().Where(e => (string?)e.Attribute("class") == "train" && e.Attribute("d")!.Value.Length > 100).ToArray();
        Assert.Equal(["run0 of0", "run1 of1"], lines.Select(l => (string?)l.Parent!.Attribute("class")));
        Assert.All(lines, l => Assert.True(l.Attribute("d")!.Value.Count(c => c == 'L') < 1_300));
    }

    [Fact]
    public void The_raw_values_lie_behind_their_mean_and_alone_where_none_is_wanted()
    {
        var run = PlottedRun.Read(DrawnRuns.Write(_folder, "first", 500));

        Assert.Contains("class=\"raw\"", LossPlot.Render([run]));
        Assert.Contains("class=\"raw\"", LossPlot.Render([run], new() { Smoothing = 40 }));
        Assert.DoesNotContain("class=\"raw\"", LossPlot.Render([run], new() { Smoothing = 0 }));
        Assert.NotEqual(LossPlot.Render([run]), LossPlot.Render([run], new() { Smoothing = 40 }));
    }

    [Fact]
    public void A_name_cannot_break_the_picture()
    {
        var svg = LossPlot.Render([new PlottedRun("<a&\"\u0001>", [new() { Step = 1, Loss = 2 }, new() { Step = 2, Loss = 1 }])]);

        Assert.Contains("Loss of <a&\" >", XDocument.Parse(svg).Root!.Value);
    }

    [Fact]
    public void One_point_is_enough()
    {
        foreach (var metric in (RunMetric[])[new() { Step = 0, ValidationLoss = 5 }, new() { Step = 1, Loss = 5 }])
        {
            var svg = LossPlot.Render([new PlottedRun("a", [metric])]);

            Assert.DoesNotContain("NaN", svg);
            Assert.Contains("<circle", svg);
            XDocument.Parse(svg);
        }
    }

    [Fact]
    public void Losses_are_in_bits_per_byte_where_every_run_knows_the_bytes_of_its_tokens()
    {
        PlottedRun characters = new("characters", [new() { Step = 1, Loss = Math.Log(2) }]), words = new("words", [new() { Step = 1, Loss = 4 * Math.Log(2) }]);

        var both = LossPlot.Render([characters with { BytesPerToken = 1 }, words with { BytesPerToken = 4 }]);
        var one = LossPlot.Render([characters with { BytesPerToken = 1 }, words]);

        Assert.Contains("bits per byte", both);
        Assert.Equal(2, both.Split(">1.000<").Length - 1);
        Assert.Contains("nats per token", one);
    }

    [Fact]
    public void A_run_without_losses_and_a_folder_without_metrics_are_errors()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        File.WriteAllText(_folder.File("metrics.jsonl"), "{\"step\":1,\"tokens\":1,\"seconds\":1}\n");

        Assert.Contains("there is no metrics.jsonl", Assert.Throws<FileNotFoundException>(() => PlottedRun.Read(_folder.File("empty"))).Message);
        Assert.Contains("there is no loss to draw", Assert.Throws<InvalidDataException>(() => PlottedRun.Read(_folder.File("metrics.jsonl"))).Message);
    }

    [Theory]
    [InlineData(0, 1, 5, 0.2, "0.2")]
    [InlineData(2.1, 7.4, 6, 1, "1")]
    [InlineData(0, 100_000, 8, 20_000, "20,000")]
    [InlineData(0, 0.0007, 6, 0.0002, "0.0002")]
    [InlineData(1, 2.3, 6, 0.25, "0.25")]
    public void Axes_tick_at_round_numbers(double least, double most, int ticks, double step, string label)
    {
        var axis = new AxisScale(least, most, ticks);

        Assert.Equal(step, axis.Step, 12);
        Assert.Equal(label, axis.Label(step));
        Assert.True(axis.Low <= least && axis.High >= most);
    }

    [Theory]
    [InlineData(0.3, 40, "0.2 0.5 1 2 5 10 20 50")]
    [InlineData(3, 3, "2 5")]
    [InlineData(0.01, 7_000, "0.01 0.1 1 10 100 1,000 10,000")]
    [InlineData(2e-6, 2e-5, "2e-6 5e-6 1e-5 2e-5")]
    public void Logarithmic_axes_tick_at_ones_twos_and_fives_or_at_powers_of_ten(double least, double most, string ticks)
    {
        var axis = new LogAxisScale(least, most);

        Assert.Equal(ticks, string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.True(axis.Part(least) >= -1e-9 && axis.Part(most) <= 1 + 1e-9);
    }

    [Fact]
    public void An_axis_is_logarithmic_where_values_lie_far_apart_and_have_no_zero()
    {
        Assert.IsType<LogAxisScale>(IAxisScale.For([0.1, 50], 5, isFromZero: false));
        Assert.IsType<AxisScale>(IAxisScale.For([0.1, 50], 5, isFromZero: true));
        Assert.IsType<AxisScale>(IAxisScale.For([0, 50], 5, isFromZero: false));
        Assert.IsType<AxisScale>(IAxisScale.For([2, 50], 5, isFromZero: false));
    }
}
