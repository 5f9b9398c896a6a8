extern alias generators;

using generators::Llm.Gen.Generators;
using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Incrementality;

public sealed class StepValueTests
{
    /// <summary>Every step that the generator names.</summary>
    public static TheoryData<string> Steps { get; } = [.. typeof(GeneratorSteps).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void No_value_reaches_a_symbol_a_node_or_a_compilation(string step)
    {
        var run = new TrackedRun(
            [
                "[Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Llm.Gen.Mha(4), Llm.Gen.SwiGlu(64), Llm.Gen.RmsNorm, Llm.Gen.Rope] public partial record Tiny;",
                "[Llm.Gen.FromConfig(\"tiny.json\")] public partial record TINY;",
                OwnSources.Components,
            ],
            new MemoryFile("/project/tiny.json", ConfigTexts.Tiny));

        var values = run.Values(step).ToList();

        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Null(Offender.Find(value, step)));
    }

    [Fact]
    public void A_planted_symbol_is_found()
    {
        var compilation = DeclaredProject.Create("public record Tiny;");
        var symbol = compilation.GetTypeByMetadataName("Tiny")!;

        Assert.Equal("value._items[0].m_Item2[1]", Offender.Find(new List<object> { new Tuple<string, object>("deep", new object[] { 1, symbol }) }, "value"));
        Assert.Equal("value.Name", Offender.Find(new Planted { Name = symbol }, "value"));
        Assert.Equal("tree", Offender.Find(compilation.SyntaxTrees[0], "tree"));
        Assert.Equal("location", Offender.Find(compilation.SyntaxTrees[0].GetRoot().GetLocation(), "location"));
        Assert.Equal("compilation", Offender.Find(compilation, "compilation"));
    }

    private class Planted
    {
        public object? Name;
    }
}
