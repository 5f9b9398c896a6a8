using Llm.Gen.Architectures;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Tests;

public sealed class ToolTipTests
{
    private const string Declaration =
        """
        [Llm.Gen.Decoder(Layers = 30, Hidden = 576, Vocab = 49_152, Positions = 8_192, TiedEmbeddings = true)]
        [Llm.Gen.Gqa(9, 3), Llm.Gen.SwiGlu(1536), Llm.Gen.RmsNorm(1e-5), Llm.Gen.Rope(100_000)]
        public partial record SmolLm2;
        """;

    [Fact]
    public void The_record_says_how_big_it_is()
    {
        var facts = new ArchitectureFacts(ModelConfig.Parse(ConfigOf(Compile())).Architecture);

        Assert.Equal(134_515_008, facts.Parameters);
        Assert.Equal(46_080, facts.CachedBytesPerToken(4));
        Assert.Equal(2_152_240_128, facts.TrainingMemory(4).Total);
        Assert.Equal(
            """
            134,515,008 parameters in 30 layers: 538 MB in float32, 269 MB in bfloat16.
            A token takes 46.1 KB in float32, 23.0 KB in bfloat16 of the cache; 8,192 positions, 377 MB in float32, 189 MB in bfloat16.
            Training with AdamW takes 2.15 GB in float32, 2.15 GB in bfloat16, and the activations.
            """, TipOf(Compile().GetTypeByMetadataName("SmolLm2")!));
    }

    [Theory]
    [InlineData("ParameterCount", "Learnt numbers, tied ones counted once: 538 MB in float32, 269 MB in bfloat16.")]
    [InlineData("Create", "A new model with freshly drawn weights, 538 MB in float32, 269 MB in bfloat16.")]
    [InlineData("Load", "The model stored in a Hugging Face folder or a .gguf file, whose configuration must be this declaration's. It takes 538 MB in float32, 269 MB in bfloat16.")]
    public void What_makes_a_model_says_how_big_it_is(string member, string tip)
    {
        Assert.Equal(tip, TipOf(Compile().GetTypeByMetadataName("SmolLm2")!.GetMembers(member).Single()));
    }

    [Theory]
    [InlineData("SmolLm2+Attention", "Query", "SmolLm2.Model.g.cs")]
    [InlineData("SmolLm2", "Load", "SmolLm2.Weights.g.cs")]
    [InlineData("SmolLm2+Model", "AdapterPoints", "SmolLm2.Adapters.g.cs")]
    public void Going_to_a_definition_lands_in_emitted_code(string type, string member, string file)
    {
        var location = Compile().GetTypeByMetadataName(type)!.GetMembers(member).Single().Locations.Single();

        Assert.EndsWith("/" + file, location.SourceTree!.FilePath);
        Assert.Contains(member, location.SourceTree.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString());
    }

    private static Compilation Compile()
    {
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(DeclaredProject.Create(Declaration), out var compilation, out _);
        return compilation;
    }

    private static string ConfigOf(Compilation compilation) =>
        (string)((IFieldSymbol)compilation.GetTypeByMetadataName("SmolLm2")!.GetMembers("Config").Single()).ConstantValue!;

    /// <summary>The text of a documentation comment, as an editor shows it.</summary>
    private static string TipOf(ISymbol symbol)
    {
        var xml = System.Xml.Linq.XElement.Parse(symbol.GetDocumentationCommentXml()!);
        return string.Join("\n", xml.Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }
}
