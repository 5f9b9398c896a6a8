using System.Globalization;
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
        var run = Run("first", steps: 500);

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
        LossPlot.Write(_folder.File("loss.svg"), Run("a", 300), Run("b", 5_000));

        var svg = XDocument.Load(_folder.File("loss.svg"));
        var lines = svg.Descendants().Where(e => (string?)e.Attribute("class") == "train" && e.Attribute("d")!.Value.Length > 100).ToArray();
        Assert.Equal(2, lines.Select(l => (string?)l.Attribute("stroke")).Distinct().Count());
        Assert.All(lines, l => Assert.True(l.Attribute("d")!.Value.Count(c => c == 'L') < 1_300));
    }

    [Fact]
    public void A_name_cannot_break_the_picture()
    {
        var svg = LossPlot.Render([new RunCurve("<a&\"\u0001>", [new(1, 2), new(2, 1)], [])]);

        Assert.Contains("Loss of <a&\" >", XDocument.Parse(svg).Root!.Value);
    }

    [Fact]
    public void One_point_is_enough()
    {
        var svg = LossPlot.Render([new RunCurve("a", [], [new(0, 5)])]);

        Assert.DoesNotContain("NaN", svg);
        XDocument.Parse(svg);
    }

    [Fact]
    public void A_run_without_losses_and_a_folder_without_metrics_are_errors()
    {
        Directory.CreateDirectory(_folder.File("empty"));
        File.WriteAllText(_folder.File("metrics.jsonl"), "{\"step\":1,\"tokens\":1,\"seconds\":1}\n");

        Assert.Contains("there is no metrics.jsonl", Assert.Throws<FileNotFoundException>(() => RunCurve.Read(_folder.File("empty"))).Message);
        Assert.Contains("there is no loss to draw", Assert.Throws<InvalidDataException>(() => RunCurve.Read(_folder.File("metrics.jsonl"))).Message);
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

    private string Run(string name, int steps)
    {
        var folder = _folder.File(name);
        Directory.CreateDirectory(folder);
        var random = new Random(steps);
        var lines = Enumerable.Range(0, steps).Select(s =>
        {
            var loss = 2.4 + (5 * Math.Exp(-s * 6.0 / steps));
            var validation = s % (steps / 10) == 0 ? string.Create(CultureInfo.InvariantCulture, $",\"validation_loss\":{loss + 0.12 + (0.0002 * s * 500 / steps)}") : "";
            return string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{s + 1},\"loss\":{loss + ((random.NextDouble() - 0.5) * 0.4)}{validation},\"tokens\":{s},\"seconds\":{s}}}");
        });
        File.WriteAllLines(Path.Combine(folder, "metrics.jsonl"), lines);
        if (Environment.GetEnvironmentVariable("LLM_GEN_KEEP_PLOTS") is { } keep)
            LossPlot.Write(Path.Combine(keep, name + ".svg"), folder);
        return folder;
    }
}
