extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Llm.Gen.Generators.Tests.Incrementality;

public sealed class EditTests
{
    private const string Declaration =
        """
        using Llm.Gen;

        [Decoder(Layers = 2, Hidden = 32, Vocab = Sizes.Words, Positions = 64)]
        [Gqa(4, 2), SwiGlu(64), RmsNorm, Rope]
        public partial record Tiny;
        """;

    private const string Sizes = "internal static class Sizes { public const int Words = 96; }";

    private const string Other = "internal static class Other { public static int One => 1; }";

    [Fact]
    public void Nothing_runs_again_without_an_edit()
    {
        var run = Start().Run();

        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Parse));
        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Declaration));
        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Cached], run.Written);
    }

    [Fact]
    public void An_edit_in_a_file_that_has_nothing_to_do_with_it_emits_nothing_anew()
    {
        AssertNothingIsEmitted(Start().Edit(2, "internal static class Renamed { public static string Two => \"\"; }"));
    }

    [Theory]
    [InlineData("// a comment\n\n", "")]
    [InlineData("", "\ninternal sealed class Neighbour;")]
    public void An_edit_around_the_declaration_emits_nothing_anew(string before, string after)
    {
        AssertNothingIsEmitted(Start().Edit(0, before + Declaration + after));
    }

    [Theory]
    [InlineData("[Gqa(4, 2)", "/* four */ [Gqa(4, /* and two */ 2)")]
    [InlineData("public partial record", "/// <summary>Documented.</summary>\npublic partial record")]
    [InlineData("SwiGlu(64)", "SwiGlu(inner: 8 * 8)")]
    [InlineData("RmsNorm, Rope", "Rope(1e4), RmsNorm")]
    public void An_edit_within_the_declaration_that_means_the_same_emits_nothing_anew(string before, string after)
    {
        AssertNothingIsEmitted(Start().Edit(0, Declaration.Replace(before, after, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("SwiGlu(64)", "SwiGlu(65)")]
    [InlineData("record Tiny", "record Small")]
    [InlineData("public partial", "internal partial")]
    [InlineData("Rope]", "Rope(20_000)]")]
    [InlineData("Positions = 64", "Positions = 64, TiedEmbeddings = true")]
    public void An_edit_of_what_is_declared_is_emitted(string before, string after)
    {
        var run = Start().Edit(0, Declaration.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Parse));
        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Declaration));
        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Modified], run.Written);
    }

    [Fact]
    public void An_edit_in_another_file_that_it_depends_on_is_emitted()
    {
        var run = Start().Edit(1, Sizes.Replace("96", "97", StringComparison.Ordinal));

        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Parse));
        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Modified], run.Written);
    }

    [Fact]
    public void An_edit_in_another_file_that_leaves_the_value_emits_nothing_anew()
    {
        AssertNothingIsEmitted(Start().Edit(1, Sizes.Replace("96", "48 + 48", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_declaration_that_becomes_wrong_takes_its_files_away()
    {
        var run = Start().Edit(0, Declaration.Replace("Gqa(4, 2)", "Gqa(4, 3)", StringComparison.Ordinal));

        Assert.Equal([Removed], run.Reasons(GeneratorSteps.Emit));
        Assert.Empty(run.HintNames);
    }

    private static TrackedRun Start() => new([Declaration, Sizes, Other]);

    private static void AssertNothingIsEmitted(TrackedRun run)
    {
        Assert.Equal([Unchanged], run.Reasons(GeneratorSteps.Parse));
        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Declaration));
        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Cached], run.Written);
    }
}
