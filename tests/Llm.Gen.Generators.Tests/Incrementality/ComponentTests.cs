extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Llm.Gen.Generators.Tests.Incrementality;

/// <summary>What a change around components emits anew: what names them, and nothing else.</summary>
public sealed class ComponentTests
{
    [Fact]
    public void A_class_that_is_no_component_emits_nothing_anew()
    {
        var run = Start().Edit(3, "public sealed class Renamed;");

        Assert.All(run.Reasons(GeneratorSteps.Component), reason => Assert.Equal(Unchanged, reason));
        Assert.Equal([Cached, Cached], run.Reasons(GeneratorSteps.Emit));
        Assert.Equal([Cached], run.Reasons(GeneratorSteps.Table));
        Assert.All(run.Written, reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void Another_component_is_added_to_the_table_alone()
    {
        var run = Start().Edit(3, OwnSources.Components.Replace("namespace Examples", "namespace Others", StringComparison.Ordinal).Replace("[Component(\"", "[Component(\"other-", StringComparison.Ordinal));

        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Registry));
        Assert.Equal([Modified], run.Reasons(GeneratorSteps.Table));
        Assert.All(run.Reasons(GeneratorSteps.Emit), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void An_edit_inside_a_component_emits_nothing_anew()
    {
        var run = Start().Edit(0, OwnSources.Components.Replace("times * Output", "2 * times * Output", StringComparison.Ordinal));

        Assert.All(run.Reasons(GeneratorSteps.Emit), reason => Assert.Equal(Cached, reason));
        Assert.All(run.Written, reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void A_component_that_gets_another_name_takes_the_models_with_it_that_name_it()
    {
        var run = Start().Edit(0, OwnSources.Components.Replace("Component(\"narrow\")", "Component(\"wide\")", StringComparison.Ordinal));

        Assert.DoesNotContain("Configured.Model.g.cs", run.HintNames);           // the file names what is not there any more
        Assert.Contains("Declared.Model.g.cs", run.HintNames);
    }

    private static TrackedRun Start() => new(
        [
            OwnSources.Components,
            "[Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Llm.Gen.Attention(typeof(Examples.NarrowAttention), Heads = 4), Llm.Gen.SwiGlu(64), Llm.Gen.RmsNorm, Llm.Gen.Rope] public partial record Declared;",
            "[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Configured;",
            "internal sealed class Other;",
        ],
        new MemoryFile("/project/tiny.json", ConfigTexts.Tiny.Replace("\"llama\",", "\"llama\", \"attn_impl\": \"narrow\",", StringComparison.Ordinal)));
}
