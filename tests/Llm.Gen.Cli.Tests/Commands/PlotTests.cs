using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

public class PlotTests
{
    [Fact]
    public void The_curves_of_runs_become_one_picture_and_torch_is_never_loaded()
    {
        using var folder = new TemporaryFolder();
        using var trace = new TemporaryFolder();
        foreach (var name in (string[])["one", "two"])
        {
            Directory.CreateDirectory(folder.File(name));
            File.WriteAllLines(folder.File($"{name}/metrics.jsonl"), Enumerable.Range(1, 20).Select(step =>
                FormattableString.Invariant($$"""{"step": {{step}}, "loss": {{5.0 / step}}}""")));
        }

        var run = Llm.Run(["plot", folder.File("one"), folder.File("two"), "--output", folder.File("both.svg"), "--json"], "", InspectTests.Trace(trace));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(folder.File("both.svg"), run.Json.GetProperty("path").GetString());
        Assert.Contains("<svg", File.ReadAllText(folder.File("both.svg")));
        Assert.DoesNotContain("torch", InspectTests.LoadedLibraries(trace), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Without_a_name_a_picture_and_a_page_lie_in_the_folder_of_the_run()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("metrics.jsonl"), "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": 1}\n");

        var run = Llm.Run("plot", folder.Path);

        Assert.Equal((0, $"{folder.File("plot.svg")}\n{folder.File("plot.html")}\n"), (run.ExitCode, run.Output));
        Assert.Contains("<svg", File.ReadAllText(folder.File("plot.svg")));
        Assert.Contains("</html>", File.ReadAllText(folder.File("plot.html")));
    }

    [Fact]
    public void What_is_drawn_over_and_how_smooth_is_said_by_options()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("metrics.jsonl"), "{\"step\": 1, \"loss\": 2, \"seconds\": 3}\n{\"step\": 2, \"loss\": 1, \"seconds\": 6}\n");

        var run = Llm.Run("plot", folder.Path, "-o", folder.File("a.svg"), "-o", folder.File("a.html"), "--by", "seconds", "--smoothing", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("seconds of training", File.ReadAllText(folder.File("a.svg")));
        Assert.Contains("seconds of training", File.ReadAllText(folder.File("a.html")));
        Llm.Run("plot", folder.Path, "--smoothing", "-2").AssertRefused("--smoothing");
        Llm.Run("plot", folder.Path, "--by", "weeks").AssertRefused("weeks");
    }

    [Fact]
    public void A_picture_that_cannot_be_written_is_named_as_it_was_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("metrics.jsonl"), "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": 1}\n");

        Llm.Run("plot", folder.Path, "-o", folder.File("metrics.jsonl/x.svg")).AssertRefused($"llm plot: {folder.File("metrics.jsonl/x.svg")} cannot be written");
        Llm.Run("plot", folder.Path, "-o", folder.Path).AssertRefused($"llm plot: {folder.Path} is a folder");
    }

    [Fact]
    public void A_run_without_numbers_is_refused_and_no_picture_is_left()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("metrics.jsonl"), "");

        Llm.Run("plot", folder.Path).AssertRefused(folder.Path);

        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }
}
