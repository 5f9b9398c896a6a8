using System.Xml.Linq;
using Llm.Gen.Tests;
using Llm.Gen.Training.Plotting;

namespace Llm.Gen.Training.Tests;

public sealed class RunPlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_picture_has_all_that_runs_know_with_its_units()
    {
        var svg = RunPlot.Svg(Runs());

        var texts = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        Assert.Superset(
            new HashSet<string> { "2 runs", "nats per token", "Learning rate", "L2 before clipping, logarithmic", "tokens/s", "MB", "% of the peak", "optimizer steps", "a · training", "b · validation" },
            texts.ToHashSet());
        Assert.DoesNotContain("NaN", svg);
    }

    [Fact]
    public void What_no_run_knows_is_not_drawn()
    {
        var svg = RunPlot.Svg([new PlottedRun("a", [new() { Step = 1, Loss = 2 }, new() { Step = 2, Loss = 1 }])]);

        Assert.DoesNotContain("Learning rate", svg);
        Assert.DoesNotContain("Memory", svg);
    }

    [Theory]
    [InlineData(PlotAxis.Steps, "optimizer steps", "500")]
    [InlineData(PlotAxis.Tokens, "tokens read", "500,000")]
    [InlineData(PlotAxis.Seconds, "seconds of training", "50")]
    public void Runs_are_drawn_over_steps_tokens_or_seconds_their_validations_too(PlotAxis axis, string name, string tick)
    {
        var document = XDocument.Parse(RunPlot.Svg([PlottedRun.Read(DrawnRuns.Write(_folder, "a", 500))], new() { Axis = axis }));

        var texts = document.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        Assert.Contains(name, texts);
        Assert.Contains(tick, texts);
        Assert.Equal(10, document.Descendants().Single(e => (string?)e.Attribute("class") == "validation" && e.Attribute("d")!.Value.Length > 60).Attribute("d")!.Value.Count(c => c is 'M' or 'L'));
    }

    [Fact]
    public void A_page_is_whole_by_itself_in_light_and_dark_and_hides_runs()
    {
        var page = RunPlot.Page(Runs());

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", ""));
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("body:has(#show1:not(:checked)) svg .of1", page);
        Assert.Equal(6, page.Split("<figure").Length - 1);
        Assert.Contains("<title>b: validation loss ", page);
        foreach (var svg in page.Split("<svg")[1..])
            XDocument.Parse("<svg" + svg[..(svg.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
    }

    [Fact]
    public void What_a_run_warned_of_is_marked_above_its_loss()
    {
        RunMetric[] metrics = [new() { Step = 1, Loss = 2, Seconds = 3 }, new() { Step = 2, Warning = "a spike <here>" }, new() { Step = 2, Loss = 9, Seconds = 6 }];

        var svg = RunPlot.Svg([new PlottedRun("a", metrics)], new() { Axis = PlotAxis.Seconds });

        Assert.Equal("a spike <here>", Assert.Single(XDocument.Parse(svg).Descendants(), e => (string?)e.Attribute("class") == "mark").Value);
    }

    [Fact]
    public void A_name_cannot_break_a_page()
    {
        var page = RunPlot.Page([new PlottedRun("<script>alert(1)</script>", [new() { Step = 1, Loss = 2 }, new() { Step = 2, Loss = 1 }])]);

        Assert.DoesNotContain("<script", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Fact]
    public void The_name_of_the_file_says_what_is_written()
    {
        RunPlot.Write(_folder.File("a.html"), Runs());
        RunPlot.Write(_folder.File("a.svg"), Runs());

        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_folder.File("a.html")));
        Assert.StartsWith("<svg", File.ReadAllText(_folder.File("a.svg")));
    }

    [Fact]
    public void Runs_of_one_name_are_told_apart_by_their_folders()
    {
        Directory.CreateDirectory(_folder.File("x"));
        Directory.CreateDirectory(_folder.File("y"));
        string[] folders = [DrawnRuns.Write(_folder, "x/run", 20), DrawnRuns.Write(_folder, "y/run", 20)];

        Assert.Equal(folders, PlottedRun.ReadAll(folders).Select(run => run.Name));
    }

    [Fact]
    public void No_run_and_options_without_meaning_are_errors()
    {
        Assert.Contains("There is no run to draw", Assert.Throws<ArgumentException>(() => RunPlot.Svg([])).Message);
        Assert.Contains("Smoothing is -1", Assert.Throws<ArgumentOutOfRangeException>(() => RunPlot.Page(Runs(), new() { Smoothing = -1 })).Message);
        Assert.Contains("Axis is 7", Assert.Throws<ArgumentOutOfRangeException>(() => RunPlot.Page(Runs(), new() { Axis = (PlotAxis)7 })).Message);
    }

    private IReadOnlyList<PlottedRun> Runs() => PlottedRun.ReadAll([DrawnRuns.Write(_folder, "a", 300), DrawnRuns.Write(_folder, "b", 700)]);
}
