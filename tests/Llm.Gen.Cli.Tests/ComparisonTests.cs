using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests;

/// <summary>examples/Compare, run as a program.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void Four_models_learn_from_one_text_and_are_drawn_in_bits_per_byte()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Repository.Find("README.md"));

        File.WriteAllText(folder.File("text"), text + text);
        var run = Compare(folder.File("text"), "--steps", "2", "--output", folder.File("out"));

        Assert.True(run.ExitCode == 0, run.Error);
        foreach (var name in (string[])["legacy", "baseline", "grouped queries", "rotary"])
            Assert.Matches($@"\n{name} +[0-9,]+ +[0-9,]+ +2 ", run.Output);
        Assert.Contains("bits per byte", File.ReadAllText(folder.File("out/compare.svg")));
        Assert.Equal(4, File.ReadAllText(folder.File("out/compare.html")).Split("type=\"checkbox\"").Length - 1);
    }

    [Fact]
    public void Text_that_is_too_short_or_not_there_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("text"), "too short");

        var (tooShort, absent) = (Compare(folder.File("text"), "--steps", "1", "--output", folder.File("out")), Compare(folder.File("nowhere"), "--steps", "1"));

        Assert.Equal((2, 2), (tooShort.ExitCode, absent.ExitCode));
        Assert.Contains("give a longer text", tooShort.Error);
        Assert.Contains("nowhere", absent.Error);
    }

    private static Llm Compare(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Llm.RunProgram(Repository.Find($"artifacts/bin/Compare/{configuration}/Compare"), arguments, []);
    }
}
