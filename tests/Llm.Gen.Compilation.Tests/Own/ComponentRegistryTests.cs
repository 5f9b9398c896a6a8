using System.Reflection.Emit;
using Llm.Gen.Architectures;
using Llm.Gen.Tests;
using static TorchSharp.torch;

namespace Llm.Gen.Compilation.Tests.Own;

/// <summary>Components that come in at run time: what is trusted is found, and nothing else.</summary>
public sealed class ComponentRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_components_of_an_assembly_are_listed_by_kind()
    {
        var registry = ComponentRegistry.Of(typeof(GatedAttention).Assembly);

        Assert.Equal(["gated", "talking-heads"], registry.Names(ComponentKind.Attention));
        Assert.Equal(["squared-relu"], registry.Names(ComponentKind.FeedForward));
        Assert.Empty(ComponentRegistry.Empty.Names(ComponentKind.Norm));
    }

    [Fact]
    public void A_configuration_that_names_a_component_needs_one_that_the_program_trusts()
    {
        var architecture = ModelConfig.Parse(Gating.Config).Architecture;

        var refused = Assert.Throws<ArchitectureException>(() => new ModelCompiler(_folder.File("cache")).Compile(architecture));

        Assert.Equal("No attention is registered as \"gated\"; the nearest that is: \"gqa\"; correct the name, or mark a class with [Component] of it.", refused.Message);
    }

    [Theory]
    [InlineData("\"open\": true", "open")]
    [InlineData("\"opens\": 0.5", "opens")]
    [InlineData("\"opens\": \"yes\"", "opens")]
    public void Options_that_the_component_does_not_take_are_refused(string options, string named)
    {
        var architecture = ModelConfig.Parse(Gating.Config.Replace("\"opens\": true", options, StringComparison.Ordinal)).Architecture;

        var refused = Assert.Throws<ArchitectureException>(() => Compiler().Compile(architecture));

        Assert.StartsWith("A component does not fit: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"x(); //\": 1", "expected the name of a parameter")]
    [InlineData("\"opens\": [1]", "expected an object of numbers, words, true or false")]
    [InlineData("\"opens\": {}", "expected an object of numbers, words, true or false")]
    public void Options_that_are_no_arguments_never_reach_the_compiler(string options, string expected)
    {
        var text = Gating.Config.Replace("\"opens\": true", options, StringComparison.Ordinal);

        var refused = Assert.Throws<ArchitectureException>(() => ModelConfig.Parse(text));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_without_a_component_are_refused()
    {
        var text = Gating.Config.Replace("\"attn_impl\": \"gated\",", "", StringComparison.Ordinal);

        Assert.Contains("attn_options stands without attn_impl", Assert.Throws<ArchitectureException>(() => ModelConfig.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_compiled_at_run_time_is_the_one_that_was_declared()
    {
        using var declared = Gating.Create(new() { Seed = 3 });
        using var compiled = Compiler().Compile(ModelConfig.Parse(Gating.Config).Architecture).CreateModel(new() { Seed = 3 });
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var pass = new Runtime.Pass();
        using var other = new Runtime.Pass();
        var tokens = arange(12, dtype: ScalarType.Int64).view(1, 12);

        Assert.Equal(0, (declared.call(tokens, pass) - compiled.call(tokens, other)).abs().max().item<float>());
        Assert.Equal(declared.AdapterPoints().Select(point => point.Name), compiled.AdapterPoints().Select(point => point.Name));
    }

    [Fact]
    public void Two_components_of_one_name_are_refused()
    {
        var builder = AssemblyBuilder.DefineDynamicAssembly(new("Twice"), AssemblyBuilderAccess.Run);
        builder.SetCustomAttribute(new(typeof(RegisteredComponentAttribute).GetConstructors().Single(), ["attention", "gated", typeof(TalkingHeads)]));

        var refused = Assert.Throws<ArgumentException>(() => ComponentRegistry.Of(typeof(GatedAttention).Assembly, builder));

        Assert.StartsWith(
            "Llm.Gen.Compilation.Tests.Own.GatedAttention and Llm.Gen.Compilation.Tests.Own.TalkingHeads are both registered as \"gated\"; give one of them another name.",
            refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ModelCompiler Compiler() => new ModelCompiler(_folder.File("cache")).With(ComponentRegistry.Of(typeof(GatedAttention).Assembly));
}
