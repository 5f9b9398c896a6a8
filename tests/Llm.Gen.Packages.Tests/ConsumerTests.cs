using Llm.Gen.Tests;

namespace Llm.Gen.Packages.Tests;

/// <summary>Projects that have the packages and nothing else of ours.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackageFeed feed)
{
    private const string Declaration = """
        using Llm.Gen;

        namespace Fresh;

        [Decoder(Layers = 2, Hidden = 16, Vocab = 64, Positions = 32, TiedEmbeddings = true)]
        [Gqa(4, 2), SwiGlu(32), RmsNorm(1e-5), Rope(10_000)]
        public partial record Small;
        """;

    private const string Program = """
        using Fresh;
        using Llm.Gen.Runtime;

        int[] prompt = [1, 2, 3];
        var options = new GenerationOptions { MaxNewTokens = 6, Temperature = 1, StopTokens = [] };

        using var created = Small.Create(new() { Seed = 7 });
        created.Save(args[0]);
        using var loaded = Small.Load(args[0]);

        Console.WriteLine(loaded.Facts.ParameterCount);
        foreach (var model in new[] { created, loaded })
            Console.WriteLine(string.Join(' ', await new Generator(model).GenerateAsync(prompt, options).ToArrayAsync()));
        """;

    [Fact]
    public void A_fresh_project_declares_builds_saves_loads_and_generates()
    {
        using var consumer = new Consumer("Fresh", feed, ["Llm.Gen"], ("Small.cs", Declaration), ("Program.cs", Program));

        consumer.Build();
        var lines = consumer.Run("checkpoint");

        const int Embedding = 64 * 16, Layer = (4 + 2 + 2 + 4) * 4 * 16 + 3 * 32 * 16 + 2 * 16, FinalNorm = 16;
        Assert.Equal(3, lines.Length);
        Assert.Equal($"{Embedding + 2 * Layer + FinalNorm}", lines[0]);
        Assert.Matches("^([0-9]+ ){5}[0-9]+$", lines[1]);
        Assert.Equal(lines[1], lines[2]);
        Assert.True(File.Exists(Path.Combine(consumer.Folder, "checkpoint", "model.safetensors")));
    }

    [Fact]
    public void A_wrong_declaration_fails_the_build_with_the_rule_of_the_analyzer()
    {
        using var consumer = new Consumer("Wrong", feed, ["Llm.Gen"], ("Small.cs", Declaration.Replace("Hidden = 16", "Hidden = 18")), ("Program.cs", "System.Console.WriteLine();"));

        Assert.Matches(@"Small\.cs\(6,6\): error LLMG011: Hidden 18 cannot be split over 4 heads", consumer.Fail());
    }

    [Fact]
    public void The_tool_installs_and_runs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("nuget.config"), Consumer.Sources(feed));

        DotNet.Run(
            "dotnet", folder.Path,
            ["tool", "install", "Llm.Gen.Cli", "--version", feed.Version, "--tool-path", "tools", "--configfile", "nuget.config"],
            installed: folder.File("installed"));
        var help = DotNet.Run(folder.File("tools/llm"), folder.Path, ["--help"]);

        Assert.Contains("inspect", help);
        if (PackageFeed.Stack == "System")          // elsewhere its user has not picked a libtorch yet
            Assert.DoesNotContain("cannot be loaded", DotNet.Run(folder.File("tools/llm"), folder.Path, ["doctor"]));
    }

    [Theory]
    [InlineData("Generate")]
    [InlineData("Train")]
    [InlineData("FineTune")]
    [InlineData("FSharp")]
    [InlineData("Shapes")]
    [InlineData("CustomComponent")]
    [InlineData("Compare")]
    public void An_example_builds_from_the_packages(string example)
    {
        var said = DotNet.Run(
            Repository.Find($"examples/{example}"), ["build", "-c", "Release", "-v", "m", "-p:UsePackages=true", $"-p:PackageFeed={feed.Folder}"]);

        Assert.Matches(@"\b0 Warning\(s\)", said);
    }
}
