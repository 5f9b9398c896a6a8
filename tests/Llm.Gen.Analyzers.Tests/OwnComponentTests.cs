using Llm.Gen.Tests;

namespace Llm.Gen.Analyzers.Tests;

/// <summary>Component types that do not fit, and names that cannot be used.</summary>
public sealed class OwnComponentTests
{
    private const string Body = "{ public override Tensor forward(Tensor x, Pass pass) => x; protected override void Register() { } }";
    private const string TokenwiseBody = "{ public override Tensor forward(Tensor x) => x; protected override void Register() { } }";

    [Theory]
    [InlineData("Attention(typeof(NarrowAttention), \"times\", 0.5, Heads = 4), SwiGlu(64), RmsNorm, Rope")]
    [InlineData("Mha(4), FeedForward(typeof(NarrowFeedForward), 64, \"squares\", true), Norm(typeof(Scale)), Position(typeof(Shift))")]
    [InlineData("Attention(typeof(NarrowAttention), Heads = 4, From = 0, Every = 1), SwiGlu(64), RmsNorm, NoPosition")]
    public async Task A_component_that_fits_is_nothing_to_report(string parts)
    {
        Assert.Empty(await Of(parts, ""));
    }

    [Theory]
    [InlineData("public abstract class Mine(AttentionShape shape, Placement place) : Block(\"m\");", "LLMG032 'typeof(Mine)' Mine is abstract; expected a class that can be made; remove abstract, or name a class over it.")]
    [InlineData("public static class Mine;", "LLMG032 'typeof(Mine)' Mine is no class that can be made; expected a class over Llm.Gen.Runtime.Block; name a class for the attention.")]
    [InlineData("public interface Mine;", "LLMG032 'typeof(Mine)' Mine is no class that can be made; expected a class over Llm.Gen.Runtime.Block; name a class for the attention.")]
    [InlineData("public class Mine;", "LLMG032 'typeof(Mine)' Mine is no Block; expected a class over Llm.Gen.Runtime.Block, whose forward takes (Tensor, Pass); derive the attention from it.")]
    [InlineData("public sealed class Mine(AttentionShape shape, Placement place) : TokenwiseBlock(\"m\") " + TokenwiseBody,
        "LLMG032 'typeof(Mine)' Mine is a TokenwiseBlock, whose forward takes (Tensor); expected a class over Llm.Gen.Runtime.Block, whose forward takes (Tensor, Pass); derive the attention from it.")]
    [InlineData("public sealed class Mine() : Block(\"m\") " + Body,
        "LLMG033 'typeof(Mine)' Mine has no constructor that takes an AttentionShape and a Placement first; expected one that emitted code can call, public or internal; write public Mine(AttentionShape shape, Placement place).")]
    [InlineData("public sealed class Mine : Block { Mine(AttentionShape shape, Placement place) : base(\"m\") { } " + "public override Tensor forward(Tensor x, Pass pass) => x; protected override void Register() { } }",
        "LLMG033 'typeof(Mine)' Mine has no constructor that takes an AttentionShape and a Placement first; expected one that emitted code can call, public or internal; write public Mine(AttentionShape shape, Placement place).")]
    [InlineData("public sealed class Mine(NormShape shape, Placement place) : Block(\"m\") " + Body,
        "LLMG033 'typeof(Mine)' Mine has no constructor that takes an AttentionShape and a Placement first; expected one that emitted code can call, public or internal; write public Mine(AttentionShape shape, Placement place).")]
    [InlineData("public sealed class Mine(AttentionShape shape, Placement place, int depth) : Block(\"m\") " + Body,
        "LLMG033 'typeof(Mine)' Mine is not given depth; expected every option without a default: int depth; correct the options, or the constructor.")]
    [InlineData("internal sealed class Mine(AttentionShape shape, Placement place) : Block(\"m\") " + Body,
        "LLMG034 'typeof(Mine)' Mine is less accessible than Tiny, whose layers have it as a member; expected it to be public; write it so, or make Tiny less accessible.")]
    [InlineData("file sealed class Mine(AttentionShape shape, Placement place) : Block(\"m\") " + Body, "LLMG034 'typeof(Mine)' Mine is seen in its file alone; expected a class that emitted code can name; remove file.")]
    public async Task A_type_that_does_not_fit(string component, string message)
    {
        Assert.Equal([message], await Of("Attention(typeof(Mine), Heads = 4), SwiGlu(64), RmsNorm, Rope", component));
    }

    [Theory]
    [InlineData("typeof(int)", "LLMG032 'typeof(int)' int is no class that can be made; expected a class over Llm.Gen.Runtime.Block; name a class for the attention.")]
    [InlineData("typeof(NarrowAttention[])", "LLMG032 'typeof(NarrowAttention[])' NarrowAttention[] is no class that can be made; expected a class over Llm.Gen.Runtime.Block; name a class for the attention.")]
    [InlineData("typeof(System.Collections.Generic.List<>)", "LLMG032 'typeof(System.Collections.Generic.List<>)' List<> has type parameters; expected none, since a model has one shape; remove them, or derive a class without.")]
    [InlineData("null!", "LLMG032 'null!' No type is named; expected a class for the attention; write typeof of it.")]
    public async Task What_is_no_class_at_all(string type, string message)
    {
        Assert.Equal([message], await Of($"Attention({type}, Heads = 4), SwiGlu(64), RmsNorm, Rope", ""));
    }

    [Theory]
    [InlineData("\"time\", 0.5", "NarrowAttention takes no time; expected options that its constructor takes: double times")]
    [InlineData("\"times\", \"often\"", "times is \"often\"; expected a value of double, which NarrowAttention takes")]
    [InlineData("\"times\", true", "times is true; expected a value of double, which NarrowAttention takes")]
    public async Task Options_that_the_constructor_does_not_take(string options, string message)
    {
        Assert.Equal([$"LLMG033 'typeof(NarrowAttention)' {message}; correct the options, or the constructor."],
            await Of($"Attention(typeof(NarrowAttention), {options}, Heads = 4), SwiGlu(64), RmsNorm, Rope", ""));
    }

    [Theory]
    [InlineData("\"times\"")]
    [InlineData("\"times\", 0.5, 1")]
    [InlineData("1, 0.5")]
    [InlineData("\"times\", double.NaN")]
    [InlineData("\"times\", typeof(int)")]
    public async Task Options_that_are_no_pairs(string options)
    {
        Assert.Equal(["LLMG033 'typeof(NarrowAttention)' Options are no pairs of a name and a value; expected a name, then a number, a word, true or false, for each; write them as \"name\", value, \"name\", value."],
            await Of($"Attention(typeof(NarrowAttention), {options}, Heads = 4), SwiGlu(64), RmsNorm, Rope", ""));
    }

    [Theory]
    [InlineData("Attention(typeof(NarrowAttention), Heads = 4), SwiGlu(64), RmsNorm, Alibi", "LLMG030 'Alibi' Alibi tells narrow its positions; expected rotary positions, which a component finds in its pass, or none; use those, and let the component do the rest.")]
    [InlineData("Attention(typeof(NarrowAttention), Heads = 5), SwiGlu(64), RmsNorm, Rope", "LLMG011 '5' Hidden 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5, or set HeadSize.")]
    [InlineData("Attention(typeof(NarrowAttention), Heads = 4, KeyValueHeads = 3), SwiGlu(64), RmsNorm, Rope", "LLMG012 '3' 4 query heads cannot share 3 key and value heads; each must serve the same number of query heads; set KeyValueHeads to a divisor of 4.")]
    [InlineData("Mha(4), FeedForward(typeof(NarrowFeedForward), 0, \"squares\", true), RmsNorm, Rope", "LLMG010 '0' Inner is 0; expected a number from 1 to 268435456; set Inner.")]
    [InlineData("Mha(4, QueryKeyNorm = Llm.Gen.QueryKeyNorm.Head), SwiGlu(64), Norm(typeof(Scale)), Rope",
        "LLMG030 'Norm(typeof(Scale))' scale norms queries, keys or latents; expected a norm of this library inside an attention, which computes it with its heads; use RmsNorm or LayerNorm, or an attention without inner norms.")]
    [InlineData("Mha(4), SwiGlu(64), Norm(typeof(Scale), Epsilon = -1), Rope", "LLMG014 '-1' Epsilon -1e+0 is no small positive number; expected one above 0 and below 1; correct it; most models have 1e-5 or 1e-6.")]
    [InlineData("Mla(4, 16, 8, 4, 8), SwiGlu(64), RmsNorm, Position(typeof(Shift))",
        "LLMG030 'Position(typeof(Shift))' OwnPosition tells a latent attention its positions; expected rotary positions of all its rotated numbers, or none; use those, or attention over heads.")]
    public async Task Parts_that_do_not_go_with_a_component(string parts, string message)
    {
        Assert.Equal([message], await Of(parts, ""));
    }

    [Theory]
    [InlineData("[Component(\"swiglu\")]", "\"swiglu\" is a component of this library; expected a name that is free; choose another.")]
    [InlineData("[Component(\"\")]", "\"\" is no name of a component; expected letters, digits, '-', '_' and '.'; correct it.")]
    [InlineData("[Component(\"my \\\"attention\\\"\")]", "\"my \"attention\"\" is no name of a component; expected letters, digits, '-', '_' and '.'; correct it.")]
    [InlineData("[Component(\"narrow\")]", "NarrowAttention is registered as \"narrow\" too; expected a name for one component alone; give one of the two another name.")]
    public async Task Names_that_cannot_be_registered(string attribute, string message)
    {
        var component = $"{attribute} public sealed class Mine(AttentionShape shape, Placement place) : Block(\"m\") {Body}";

        Assert.Contains($"LLMG035 '{attribute[1..^1]}' {message}", await Of("Mha(4), SwiGlu(64), RmsNorm, Rope", component));
    }

    [Theory]
    [InlineData("public sealed class Mine(int shape) : Block(\"m\") " + Body,
        "LLMG033 'Mine' Mine has no constructor that takes a shape and a Placement first; expected an AttentionShape, a FeedForwardShape, a NormShape or a PositionShape, which says what it is for; write public Mine(AttentionShape shape, Placement place), or another of them.")]
    [InlineData("public abstract class Mine(NormShape shape, Placement place) : TokenwiseBlock(\"m\");", "LLMG032 'Mine' Mine is abstract; expected a class that can be made; remove abstract, or name a class over it.")]
    [InlineData("public sealed class Mine(FeedForwardShape shape, Placement place) : Block(\"m\") " + Body,
        "LLMG032 'Mine' Mine is a Block, whose forward takes (Tensor, Pass); expected a class over Llm.Gen.Runtime.TokenwiseBlock, whose forward takes (Tensor); derive the feed-forward from it.")]
    public async Task A_registered_class_that_does_not_fit(string component, string message)
    {
        Assert.Contains(message, await Of("Mha(4), SwiGlu(64), RmsNorm, Rope", "[Component(\"mine\")] " + component));
    }

    [Fact]
    public async Task A_type_beside_the_record_that_has_the_name_of_a_component_from_elsewhere()
    {
        var elsewhere = $"namespace Others {{ public sealed class Mine(AttentionShape shape, Placement place) : Block(\"m\") {Body} }}";
        var project = DeclaredProject.Create(
            $"using Llm.Gen; using Llm.Gen.Runtime; using static TorchSharp.torch; {elsewhere} namespace Examples {{ public class Mine; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)] [Attention(typeof(Others.Mine), Heads = 4), SwiGlu(64), RmsNorm, Rope] public partial record Tiny; }}");

        Assert.Equal(["LLMG009 'Tiny' Examples.Mine would hide what emitted code calls Mine, Others.Mine; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of(project, [], "CS9113"));
    }

    [Theory]
    [InlineData("attn_impl", "narow", "No attention is registered as \"narow\"; the nearest that is: \"narrow\"; correct the name, or mark a class with [Component] of it")]
    [InlineData("mlp_impl", "swigl", "No feed-forward is registered as \"swigl\"; the nearest that is: \"swiglu\"; correct the name, or mark a class with [Component] of it")]
    [InlineData("norm_impl", "scal", "No norm is registered as \"scal\"; the nearest that is: \"scale\"; correct the name, or mark a class with [Component] of it")]
    public async Task A_configuration_that_names_what_nobody_registered(string key, string name, string message)
    {
        var text = ConfigTexts.Tiny.Replace("\"llama\",", $"\"llama\", \"{key}\": \"{name}\",", StringComparison.Ordinal);
        var project = DeclaredProject.Create(OwnSources.Components, "[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;");

        Assert.Equal([$"LLMG036 '\"tiny.json\"' tiny.json: {message}."], await Reported.Of(project, [new MemoryFile("/project/tiny.json", text)], "CS9113"));
    }

    [Fact]
    public async Task A_configuration_that_names_what_two_classes_are()
    {
        var text = ConfigTexts.Tiny.Replace("\"llama\",", "\"llama\", \"attn_impl\": \"narrow\",", StringComparison.Ordinal);
        var other = OwnSources.Components.Replace("namespace Examples", "namespace Others", StringComparison.Ordinal);
        var project = DeclaredProject.Create(OwnSources.Components, other, "[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;");

        Assert.Contains("LLMG035 '\"tiny.json\"' tiny.json: \"narrow\" is Examples.NarrowAttention and Others.NarrowAttention; expected a name for one component alone; give one of the two another name.",
            await Reported.Of(project, [new MemoryFile("/project/tiny.json", text)], "CS9113"));
    }

    [Fact]
    public async Task A_configuration_that_names_a_hidden_component()
    {
        var text = ConfigTexts.Tiny.Replace("\"llama\",", "\"llama\", \"attn_impl\": \"narrow\",", StringComparison.Ordinal);
        var project = DeclaredProject.Create(OwnSources.Components.Replace("public sealed class NarrowAttention", "internal sealed class NarrowAttention", StringComparison.Ordinal), "[Llm.Gen.FromConfig(\"tiny.json\")] public partial record Tiny;");

        Assert.Equal(["LLMG034 '\"tiny.json\"' tiny.json: NarrowAttention is less accessible than Tiny, whose layers have it as a member; expected it to be public; write it so, or make Tiny less accessible."],
            await Reported.Of(project, [new MemoryFile("/project/tiny.json", text)], "CS9113"));
    }

    private static Task<IReadOnlyList<string>> Of(string parts, string component) => Reported.Of(
        DeclaredProject.Create(
            OwnSources.Components,
            $"using Llm.Gen; using Llm.Gen.Runtime; using static TorchSharp.torch; namespace Examples; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)] [{parts}] public partial record Tiny; {component}"),
        [], "CS9113");
}
