extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Llm.Gen.Generators.Tests.Incrementality;

public sealed class ConfigTests
{
    [Fact]
    public void A_changed_file_is_emitted_for_the_record_that_names_it_alone()
    {
        var run = Start().Change(0, ConfigTexts.Tiny.Replace("64", "128", StringComparison.Ordinal));

        Assert.Equal([Modified, Cached], run.Reasons(GeneratorSteps.File));
        Assert.Equal([Modified, Unchanged], run.Reasons(GeneratorSteps.Match));
        Assert.Equal([Modified, Cached], run.Reasons(GeneratorSteps.Resolve));
        Assert.Equal([Modified, Cached], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Modified, Cached], run.Written);
    }

    [Fact]
    public void A_file_that_means_the_same_emits_nothing_anew()
    {
        var run = Start().Change(0, ConfigTexts.Tiny.Replace("\n", "\n\n", StringComparison.Ordinal));

        Assert.Equal([Unchanged, Cached], run.Reasons(GeneratorSteps.Resolve));
        Assert.Equal([Cached, Cached], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Cached, Cached], run.Written);
    }

    [Fact]
    public void A_file_that_nobody_names_is_not_read()
    {
        var run = Start().Change(2, "{ \"other\": 2 }");

        Assert.Equal([Cached, Cached], run.Reasons(GeneratorSteps.File));
        Assert.Equal([Cached, Cached], run.Written);
    }

    [Fact]
    public void An_edit_of_the_sources_reads_no_file_again()
    {
        var run = Start().Edit(2, "internal sealed class Renamed;");

        Assert.Equal([Unchanged, Unchanged], run.Reasons(GeneratorSteps.Reference));
        Assert.Equal([Cached, Cached], run.Reasons(GeneratorSteps.File));
        Assert.Equal([Cached, Cached], run.Reasons(GeneratorSteps.Resolve));
        Assert.Equal([Cached, Cached], run.Written);
    }

    [Fact]
    public void A_file_that_becomes_wrong_takes_the_emitted_files_away()
    {
        var run = Start().Change(1, "{");

        Assert.Equal(["First.Model.g.cs", "First.Weights.g.cs", "First.Adapters.g.cs"], run.HintNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"model_type\": \"llama\", \"num_hidden_lay")]
    [InlineData("{ \"model_type\": \"llama\", \"num_hidden_layers\": 1000000000 }")]
    [InlineData(null)]                      // it cannot be read just then
    public void While_a_file_is_being_written_nothing_is_emitted_of_it_and_when_it_is_whole_the_same_as_before(string? halfWritten)
    {
        var run = Start();
        var whole = run.Texts;

        var during = run.Change(0, halfWritten).Texts;
        var after = run.Change(0, ConfigTexts.Tiny).Texts;

        Assert.Equal(whole.Where(file => file.Key.StartsWith("Second.", StringComparison.Ordinal)), during);
        Assert.Equal(whole, after);
    }

    private static TrackedRun Start() => new(
        [
            "[Llm.Gen.FromConfig(\"first.json\")] public partial record First;",
            "[Llm.Gen.FromConfig(\"second.json\")] public partial record Second;",
            "internal sealed class Other;",
        ],
        new MemoryFile("/project/models/first.json", ConfigTexts.Tiny),
        new MemoryFile("/project/models/second.json", ConfigTexts.Tiny),
        new MemoryFile("/project/models/other.json", "{ \"other\": 1 }"));
}
