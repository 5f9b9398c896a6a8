namespace Llm.Gen.Analyzers.Tests;

public sealed class RecordTests
{
    private const string Attributes = "[Llm.Gen.Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Llm.Gen.Gqa(4, 2), Llm.Gen.SwiGlu(64), Llm.Gen.RmsNorm, Llm.Gen.Rope]";

    [Fact]
    public async Task A_correct_declaration_is_not_spoken_of()
    {
        Assert.Empty(await Reported.Of(Attributes + "public partial record Tiny;"));
    }

    [Fact]
    public async Task A_record_that_is_not_partial()
    {
        Assert.Equal(["LLMG001 'Tiny' Tiny is not partial; expected a partial record, to which the model is added; write partial record Tiny."],
            await Reported.Of(Attributes + "public record Tiny;"));
    }

    [Fact]
    public async Task A_type_around_it_that_is_not_partial()
    {
        Assert.Equal(["LLMG002 'Outer' Outer, around Tiny, is not partial; expected partial types all the way out; write partial class Outer, or move Tiny out."],
            await Reported.Of($$"""public static partial class Farther { public static class Outer { {{Attributes}} public partial record Tiny; } }"""));
    }

    [Fact]
    public async Task Type_parameters_on_it_or_around_it()
    {
        Assert.Equal(["LLMG003 '<T>' Tiny has type parameters; expected none, since a model has one shape; remove them."],
            await Reported.Of(Attributes + "public partial record Tiny<T>;"));
        Assert.Equal(["LLMG003 '<T>' Outer has type parameters; expected none, since a model has one shape; remove them, or move Tiny out."],
            await Reported.Of($$"""public partial class Outer<T> { {{Attributes}} public partial record Tiny; }"""));
    }

    [Fact]
    public async Task A_class_in_place_of_a_record()
    {
        Assert.Equal(["LLMG004 'class' Tiny is a class; expected a record class, which a declaration is; write partial record Tiny."],
            await Reported.Of(Attributes + "public partial class Tiny;"));
    }

    [Theory]
    [InlineData("abstract")]
    [InlineData("file")]
    public async Task A_modifier_that_emitted_parts_cannot_share(string modifier)
    {
        Assert.Equal([$"LLMG004 '{modifier}' Tiny is {modifier}; expected a record that emitted parts can complete and seal; remove {modifier}."],
            await Reported.Of($"{Attributes} {modifier} partial record Tiny;"));
    }

    [Fact]
    public async Task A_record_struct_is_refused_by_the_compiler_too()
    {
        Assert.Equal(["LLMG004 'record' Tiny is a record struct; expected a record class, which a declaration is; write partial record Tiny."],
            await Reported.Of(Attributes + "public partial record struct Tiny;", "CS0592"));
    }

    [Theory]
    [InlineData("Decoder")]
    [InlineData("Layer")]
    [InlineData("Rope")]
    [InlineData("Load")]
    [InlineData("NewDisposeScope")]
    [InlineData("ModuleList")]
    public async Task A_name_that_emitted_code_takes(string name)
    {
        Assert.Equal([$"LLMG008 '{name}' A record named {name} would hide what emitted code calls {name}; expected another name; rename the record."],
            await Reported.Of($"{Attributes} public partial record {name};"));
    }

    [Fact]
    public async Task A_neighbour_that_hides_a_name_of_emitted_code()
    {
        Assert.Equal(["LLMG009 'Tiny' Own.Rope would hide what emitted code calls Rope; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($$"""namespace Own { {{Attributes}} public partial record Tiny; public static class Rope; }"""));
        Assert.Equal(["LLMG009 'Tiny' Outer.Pass would hide what emitted code calls Pass; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($$"""public static partial class Outer { public const int Pass = 1; {{Attributes}} public partial record Tiny; }"""));
        Assert.Equal(["LLMG009 'Tiny' Tiny.Gated would hide what emitted code calls Gated; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($$"""{{Attributes}} public partial record Tiny(int Gated);"""));
    }

    [Fact]
    public async Task A_base_that_hides_a_name_of_emitted_code()
    {
        Assert.Equal(["LLMG009 'Tiny' Base.Rope would hide what emitted code calls Rope; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($$"""public record Base { public sealed class Rope; } {{Attributes}} public partial record Tiny : Base;"""));
    }

    [Fact]
    public async Task A_function_that_hides_one_of_emitted_code()
    {
        Assert.Equal(["LLMG009 'Tiny' Outer.NewDisposeScope() would hide what emitted code calls NewDisposeScope; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($$"""public static partial class Outer { public static void NewDisposeScope() { } {{Attributes}} public partial record Tiny; }"""));
    }

    [Fact]
    public async Task A_type_that_takes_a_word_from_the_language()
    {
        Assert.Equal(["LLMG009 'Tiny' var would hide what emitted code calls var; expected no such name beside Tiny; rename it, or move Tiny to another namespace."],
            await Reported.Of($"{Attributes} public partial record Tiny; public sealed class @var;"));
    }

    [Theory]
    [InlineData("(int Vocab)", "Vocab", "Vocab")]
    [InlineData("{ private sealed class Layer; }", "Layer", "Layer")]
    [InlineData("{ private static int Facts() => 1; }", "Facts", "Facts")]
    [InlineData("{ private static int Load => 1; }", "Load", "Load")]
    public async Task A_member_with_the_name_of_an_emitted_one(string members, string span, string name)
    {
        Assert.Equal([$"LLMG025 '{span}' Tiny.{name} stands where emitted code adds a member; expected no member of that name; rename it."],
            await Reported.Of($"{Attributes} public partial record Tiny{members}{(members[0] == '(' ? ";" : "")}", "CS0169"));
    }

    [Fact]
    public async Task An_overload_of_an_emitted_method_is_welcome()
    {
        Assert.Empty(await Reported.Of(Attributes + "public partial record Tiny { public static Model Load(int number) => Load(number.ToString()); }"));
    }

    [Theory]
    [InlineData("public enum Tiny { One }")]
    [InlineData("public delegate void Tiny();")]
    public async Task What_the_attributes_may_not_stand_on_is_left_to_the_compiler(string type)
    {
        Assert.Empty(await Reported.Of(Attributes + type, "CS0592"));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_record_is_said()
    {
        var reports = await Reported.Of($$"""public class Outer<T> { {{Attributes}} public abstract record Model; }""");

        Assert.Equal(["LLMG002", "LLMG003", "LLMG004", "LLMG001", "LLMG008"], reports.Select(report => report[..7]));
    }
}
