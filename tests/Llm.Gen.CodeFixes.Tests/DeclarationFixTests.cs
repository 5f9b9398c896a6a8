using Llm.Gen.Analyzers;

namespace Llm.Gen.CodeFixes.Tests;

public sealed class DeclarationFixTests
{
    private const string Model = "Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)";
    private const string Parts = $"[{Model}, Mha(4), SwiGlu(64), RmsNorm, Rope]";

    [Fact]
    public async Task A_record_is_made_partial()
    {
        Assert.Equal([$"Make it partial: {Parts} public partial record Tiny;"], await Fixed.Offers("LLMG001", $"{Parts} public record Tiny;"));
        Assert.Equal([$"Make it partial: {Parts} partial record class Tiny;"], await Fixed.Offers("LLMG001", $"{Parts} record class Tiny;"));
    }

    [Fact]
    public async Task A_type_around_it_is_made_partial()
    {
        Assert.Equal([$"Make it partial: public static partial class Outer {{ {Parts} public partial record Tiny; }}"],
            await Fixed.Offers("LLMG002", $"public static class Outer {{ {Parts} public partial record Tiny; }}"));
    }

    [Theory]
    [InlineData("partial class Tiny;", "partial record Tiny;")]
    [InlineData("partial class Tiny { }", "partial record Tiny { }")]
    [InlineData("partial struct Tiny;", "partial record Tiny;")]
    [InlineData("partial record struct Tiny;", "partial record Tiny;")]
    public async Task Another_type_is_made_a_record_class(string before, string after)
    {
        Assert.Equal([$"Make it a record class: {Parts} public {after}"], await Fixed.Offers("LLMG004", $"{Parts} public {before}"));
    }

    [Fact]
    public async Task An_interface_is_left_alone()
    {
        Assert.Empty(await Fixed.Offers("LLMG004", $"{Parts} public partial interface Tiny;"));
    }

    [Fact]
    public async Task A_modifier_is_removed()
    {
        Assert.Equal([$"Remove the modifier: {Parts} public partial record Tiny;"], await Fixed.Offers("LLMG004", $"{Parts} public abstract partial record Tiny;"));
    }

    [Fact]
    public async Task A_component_without_a_decoder_is_removed_with_its_line()
    {
        Assert.Equal(["Remove the attribute: public partial record Tiny;"], await Fixed.Offers("LLMG005", "[Mha(4)]\npublic partial record Tiny;"));
        Assert.Equal(["Remove the attribute: /// <summary>Kept.</summary>\n    public partial record Tiny;"],
            await Fixed.Offers("LLMG005", "/// <summary>Kept.</summary>\n    [Mha(4)]\n    public partial record Tiny;"));
    }

    [Theory]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm", "Mha(4), SwiGlu(64), RmsNorm, Rope", "Rope")]
    [InlineData("Mha(4), SwiGlu(64), Rope", "Mha(4), SwiGlu(64), Rope, RmsNorm", "RmsNorm")]
    [InlineData("Rope, Mha(4), Llm.Gen.SwiGlu(64)", "Rope, Mha(4), Llm.Gen.SwiGlu(64), Llm.Gen.RmsNorm", "RmsNorm")]
    public async Task A_part_that_has_one_form_is_added(string before, string after, string part)
    {
        Assert.Equal([$"Add [{part}]: [{Model}]\n[{after}]\npublic partial record Tiny;"], await Fixed.Offers("LLMG006", $"[{Model}]\n[{before}]\npublic partial record Tiny;"));
    }

    [Fact]
    public async Task A_part_that_has_many_forms_is_left_to_the_author()
    {
        Assert.Empty(await Fixed.Offers("LLMG006", $"[{Model}, SwiGlu(64), RmsNorm, Rope] public partial record Tiny;"));
    }

    [Theory]
    [InlineData("Mha(4), Mqa(4), SwiGlu(64), RmsNorm, Rope", "Mha(4), SwiGlu(64), RmsNorm, Rope")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope, Glu(64)", "Mha(4), SwiGlu(64), RmsNorm, Rope")]
    public async Task The_second_of_two_parts_is_removed_with_its_comma(string before, string after)
    {
        Assert.Equal([$"Remove the attribute: [{Model}, {after}] public partial record Tiny;"], await Fixed.Offers("LLMG007", $"[{Model}, {before}] public partial record Tiny;"));
    }

    [Fact]
    public async Task A_family_is_replaced_by_the_nearest_that_is_supported()
    {
        Assert.Equal([$"Write \"llama\": {Parts} [HuggingFace(family: \"llama\")] public partial record Tiny;"],
            await Fixed.Offers("LLMG018", $"{Parts} [HuggingFace(family: \"lama\")] public partial record Tiny;"));
    }

    [Fact]
    public void Every_fix_answers_a_diagnostic()
    {
        var ids = DeclarationDiagnostics.All.Select(descriptor => descriptor.Id);

        Assert.Empty(DeclarationFix.All.Select(fix => fix.Id).Except(ids));
    }
}
