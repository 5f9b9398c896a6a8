extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Llm.Gen.Generators.Tests.Incrementality;

public sealed class ManyDeclarationsTests
{
    private const int Count = 50;

    [Fact]
    public void Of_many_declarations_the_edited_one_alone_is_emitted()
    {
        var run = new TrackedRun(Enumerable.Range(0, Count).Select(i => Declare($"Tiny{i}", 64))).Edit(17, Declare("Tiny17", 72));

        Assert.Equal(OneOf(17, Modified, Unchanged), run.Reasons(GeneratorSteps.Parse));
        Assert.Equal(OneOf(17, Modified, Cached), run.Reasons(GeneratorSteps.Declaration));
        Assert.Equal(OneOf(17, Modified, Cached), run.Reasons(GeneratorSteps.Emit));
        Assert.Equal(OneOf(17, Modified, Cached), run.Written);
    }

    [Fact]
    public void A_new_declaration_after_many_is_emitted_alone()
    {
        var sources = Enumerable.Range(0, Count).Select(i => i == Count - 1 ? "" : Declare($"Tiny{i}", 64));

        var run = new TrackedRun(sources).Edit(Count - 1, Declare($"Tiny{Count - 1}", 64));

        Assert.Equal(OneOf(Count - 1, New, Cached), run.Reasons(GeneratorSteps.Emit));
        Assert.Equal(3 * Count, run.HintNames.Count());
    }

    [Fact]
    public void Records_that_differ_in_case_alone_have_files_of_their_own()
    {
        var run = new TrackedRun([Declare("Tiny", 64), Declare("TINY", 64), Declare("Other", 64)]);

        Assert.Equal(
            ["Other.Adapters.g.cs", "Other.Model.g.cs", "Other.Weights.g.cs",
             "TINY.Adapters.g.cs", "TINY.Model.g.cs", "TINY.Weights.g.cs",
             "Tiny-2.Adapters.g.cs", "Tiny-2.Model.g.cs", "Tiny-2.Weights.g.cs"],
            run.HintNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_comes_to_be_shared_moves_no_others_files()
    {
        var run = new TrackedRun([Declare("TINY", 64), Declare("Small", 64), Declare("Other", 64)]).Edit(1, Declare("Tiny", 64));

        Assert.Equal([Unchanged, Modified, Unchanged], run.Reasons(GeneratorSteps.Declaration));
        Assert.Equal([Cached, Modified, Cached], run.Reasons(GeneratorSteps.Emit));
    }

    [Fact]
    public void A_namespace_and_a_type_of_one_name_keep_their_files_apart()
    {
        var run = new TrackedRun(
        [
            "namespace Shared.Name { " + Declare("Tiny", 64) + " }",
            "namespace Shared { public partial class Name { " + Declare("Tiny", 64) + " } }",
        ]);

        Assert.Equal(6, run.HintNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_record_whose_attribute_stands_on_two_parts_is_emitted_once()
    {
        var run = new TrackedRun([Declare("Tiny", 64), "[Llm.Gen.Decoder(Layers = 1)] public partial record Tiny;"]);

        Assert.Equal(3, run.HintNames.Count());
    }

    private static string Declare(string name, int inner) =>
        $"[Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Llm.Gen.Mha(4), Llm.Gen.SwiGlu({inner}), Llm.Gen.RmsNorm, Llm.Gen.Rope] public partial record {name};";

    private static IEnumerable<IncrementalStepRunReason> OneOf(int place, IncrementalStepRunReason one, IncrementalStepRunReason others) =>
        Enumerable.Range(0, Count).Select(i => i == place ? one : others);
}
