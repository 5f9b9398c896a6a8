using Llm.Gen.Architectures;

namespace Llm.Gen.Emission.Tests;

/// <summary>How emitted code calls the components that the library's user wrote.</summary>
public sealed class OwnTypesTests
{
    [Theory]
    [InlineData("Mine", "My", "using MyNorm = global::Mine.MyNorm;", "public MyNorm AttentionNorm")]
    [InlineData("Samples", "My", null, "public MyNorm AttentionNorm")]                                                     // beside the record
    [InlineData("", "My", "using MyNorm = global::MyNorm;", "public MyNorm AttentionNorm")]
    [InlineData("Mine", "Outer.My", "using MyNorm = global::Mine.Outer.MyNorm;", "public MyNorm AttentionNorm")]
    [InlineData("Mine", "Rms", null, "public global::Mine.RmsNorm AttentionNorm")]                                         // the runtime has that name
    [InlineData("Mine", "", "using Norm = global::Mine.Norm;", "public Norm AttentionNorm")]
    public void A_type_has_its_own_name_where_nothing_else_does(string place, string prefix, string? directive, string member)
    {
        var sample = OwnSamples.Declare("Named", layer => layer with { Norm = new OwnNormSpec { Component = new("mine"), Epsilon = 1e-5 } }, place, prefix);

        var text = ModelEmitter.Emit(sample)[0].Text;

        Assert.Contains(member, text, StringComparison.Ordinal);
        Assert.Equal(directive, text.Split('\n').SingleOrDefault(line => line.StartsWith("using", StringComparison.Ordinal) && line.EndsWith("Norm;", StringComparison.Ordinal) && !line.Contains("Runtime", StringComparison.Ordinal)));
    }

    [Fact]
    public void Options_are_named_arguments_and_words_of_the_language_are_marked()
    {
        var text = ModelEmitter.Emit(OwnSamples.Whole)[0].Text;

        Assert.Contains("new(new AttentionShape(HiddenSize, Heads, KvHeads, HeadSize, index, AttentionDropout), place, gain: 0.5);", text, StringComparison.Ordinal);
        Assert.Contains("new(new FeedForwardShape(HiddenSize, Inner, index), place, @base: 2);", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_type_is_refused()
    {
        var error = Assert.Throws<ArchitectureException>(() => ModelEmitter.Emit(OwnSamples.Whole with { Components = default }));

        Assert.Contains("No attention is registered as \"mine\"; the nearest that is: \"mha\";", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_in_the_order_of_kinds_and_names()
    {
        var file = Assert.Single(ComponentTable.Print(OwnSamples.Whole.Components.Reverse()));

        Assert.Equal(["\"attention\"", "\"feed-forward\"", "\"norm\"", "\"position\""],
            file.Text.Split('\n').Where(line => line.StartsWith('[')).Select(line => line.Split('(', ',')[1]));
    }

    [Theory]
    [InlineData("Outer", "", "Outer")]
    [InlineData("A.event.Outer+class", "A.@event", "Outer.@class")]
    [InlineData("A.B", "A", "B")]
    public void A_stored_name_becomes_one_of_code(string metadataName, string place, string path)
    {
        Assert.Equal(new(ComponentKind.Norm, "mine", place, path), ComponentType.Of(ComponentKind.Norm, "mine", metadataName));
    }
}
