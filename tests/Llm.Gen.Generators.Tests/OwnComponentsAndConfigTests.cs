extern alias generators;

using generators::Llm.Gen.Architectures;
using generators::Llm.Gen.Emission;
using Llm.Gen.Tests;
using Microsoft.CodeAnalysis;

namespace Llm.Gen.Generators.Tests;

/// <summary>Models with components of the user's are the same text by attributes, by a configuration, and by code.</summary>
public sealed class OwnComponentsAndConfigTests
{
    private const string Attributes =
        "Attention(typeof(NarrowAttention), \"times\", 0.5, Heads = 4, KeyValueHeads = 2), FeedForward(typeof(NarrowFeedForward), 64, \"squares\", true), Norm(typeof(Scale), Epsilon = 1e-5), Rope(500_000)";

    private const string Llama =
        """
        {
          "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4, "num_key_value_heads": 2,
          "intermediate_size": 64, "rms_norm_eps": 1e-05, "rope_theta": 500000.0,
          "attn_impl": "narrow", "attn_options": {"times": 0.5}, "mlp_impl": "narrow-mlp", "mlp_options": {"squares": true}, "norm_impl": "scale"
        }
        """;

    [Fact]
    public void Attributes_a_configuration_and_a_builder_give_the_same_text()
    {
        var declared = Emit($"[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), {Attributes}]");
        var configured = Emit("[FromConfig(\"same.json\")]", Llama);
        var built = new DecoderBuilder { Layers = 2, Hidden = 32, Vocab = 96, Positions = 64 }
            .Attention(new("narrow", new([OwnOption.Of("times", 0.5)])), heads: 4, keyValueHeads: 2)
            .FeedForward(new("narrow-mlp", new([OwnOption.Of("squares", true)])), 64)
            .Norm(new OwnComponent("scale"), 1e-5)
            .Rope(500_000)
            .Build();

        Assert.Equal(declared, configured);
        Assert.Equal(declared, ModelEmitter.Emit(new ModelDeclaration { Namespace = "Examples", Name = "Same", Architecture = built, Components = Types }).Select(file => (file.HintName, file.Text)));
    }

    [Fact]
    public void Layers_of_a_family_without_such_keys_name_each_component()
    {
        var declared = Emit("[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Gqa(4, 2), Mlp(64, MlpActivation.Relu2), RmsNorm, Position(typeof(Shift))]");
        var config = declared.Single(file => file.HintName == "Examples.Same.Weights.g.cs").Text.Split("\"\"\"")[1];

        var configured = Emit("[FromConfig(\"same.json\")]", config);

        Assert.Contains("\"component\": \"shift\"", config, StringComparison.Ordinal);
        Assert.Equal(declared, configured);
    }

    [Fact]
    public void A_component_of_another_assembly_is_found_by_its_table()
    {
        var library = DeclaredProject.Create(OwnSources.Components).WithAssemblyName("Library");
        library = library.WithOptions(library.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(library, out var withTable, out _);
        using var image = new MemoryStream();
        Assert.True(withTable.Emit(image).Success);
        image.Position = 0;
        var project = DeclaredProject.Create("[Llm.Gen.FromConfig(\"same.json\")] public partial record Same;").AddReferences(MetadataReference.CreateFromStream(image));

        var emitted = GeneratorRun.Emit(project, new MemoryFile("/project/same.json", Llama));

        Assert.Contains("using NarrowAttention = global::Examples.NarrowAttention;", emitted.Single(file => file.HintName == "Same.Model.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_was_written_by_hand_names_classes_that_bear_no_name()
    {
        const string table = "[assembly: Llm.Gen.RegisteredComponent(\"attention\", \"narrow\", typeof(Examples.NarrowAttention))]";
        var source = OwnSources.Components.Replace("[Component(\"narrow\")]", "", StringComparison.Ordinal);
        var library = DeclaredProject.Create(source, "using Llm.Gen;\n" + table).WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.True(library.WithOptions(library.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image).Success);
        image.Position = 0;
        var project = DeclaredProject.Create("[Llm.Gen.FromConfig(\"same.json\")] public partial record Same;").AddReferences(MetadataReference.CreateFromStream(image));

        var emitted = GeneratorRun.Emit(project, new MemoryFile("/project/same.json", ConfigTexts.Tiny.Replace("\"llama\",", "\"llama\", \"attn_impl\": \"narrow\",", StringComparison.Ordinal)));

        Assert.Contains("public NarrowAttention Attention { get; }", emitted.Single(file => file.HintName == "Same.Model.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp_impl", "geglu", "GeGlu(64)")]
    [InlineData("mlp_impl", "mlp_relu2", "Mlp(64, MlpActivation.Relu2)")]
    [InlineData("norm_impl", "layernorm", "LayerNorm(1e-6)")]
    [InlineData("attn_impl", "mqa", "Mqa(4)")]
    [InlineData("position_impl", "alibi", "Alibi")]
    [InlineData("position_impl", "none", "NoPosition")]
    public void Components_of_this_library_are_picked_by_their_names(string key, string name, string attribute)
    {
        var parts = new Dictionary<string, string> { ["attn_impl"] = "Mha(4)", ["mlp_impl"] = "SwiGlu(64)", ["norm_impl"] = "RmsNorm(1e-6)", ["position_impl"] = "Rope" };
        parts[key] = attribute;

        var declared = Emit($"[Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), {string.Join(", ", parts.Values)}]");
        var configured = Emit("[FromConfig(\"same.json\")]", ConfigTexts.Tiny.Replace("\"llama\",", $"\"llama\", \"{key}\": \"{name}\",", StringComparison.Ordinal));

        Assert.Equal(declared, configured);
    }

    private static EquatableArray<ComponentType> Types => new(
    [
        new(ComponentKind.Attention, "narrow", "Examples", "NarrowAttention"),
        new(ComponentKind.FeedForward, "narrow-mlp", "Examples", "NarrowFeedForward"),
        new(ComponentKind.Norm, "scale", "Examples", "Scale"),
    ]);

    private static List<(string HintName, string Text)> Emit(string attributes, string? config = null) =>
    [
        .. GeneratorRun.Emit(
                DeclaredProject.Create(OwnSources.Components, $"using Llm.Gen;\n\nnamespace Examples;\n\n{attributes}\npublic partial record Same;"),
                config is null ? [] : [new MemoryFile("/project/same.json", config)])
            .Where(file => file.HintName.StartsWith("Examples", StringComparison.Ordinal))
            .Select(file => (file.HintName, file.SourceText.ToString())),
    ];
}
