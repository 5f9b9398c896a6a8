namespace Llm.Gen.Analyzers.Tests;

public sealed class ComponentTests
{
    [Fact]
    public async Task A_component_without_a_decoder()
    {
        Assert.Equal(["LLMG005 'Gqa(4, 2)' [Gqa] stands on Tiny, which is no decoder; expected [Decoder] beside it; add [Decoder(Layers = .., Hidden = .., Vocab = .., Positions = ..)], or remove it."],
            await Reported.Of("using Llm.Gen; [Gqa(4, 2)] public partial record Tiny;"));
    }

    [Fact]
    public async Task Missing_parts_are_named_with_what_would_fill_them()
    {
        Assert.Equal(
        [
            "LLMG006 'Tiny' Tiny has no attention; expected one for its layers; add one of [Mha], [Gqa], [Mqa], [Mla].",
            "LLMG006 'Tiny' Tiny has no feed-forward; expected one for its layers; add one of [SwiGlu], [GeGlu], [ReGlu], [Glu], [Bilinear], [Mlp], [Moe].",
            "LLMG006 'Tiny' Tiny has no norm; expected one for its layers; add one of [RmsNorm], [LayerNorm].",
            "LLMG006 'Tiny' Tiny has no way to tell positions; expected one for its layers; add one of [Rope], [Alibi], [T5Bias], [ShawRelative], [NoPosition].",
        ], await Reported.Of("using Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)] public partial record Tiny;"));
    }

    [Fact]
    public async Task Two_parts_for_one_place()
    {
        Assert.Equal(["LLMG007 'Mha(4)' [Mha] stands beside [Gqa]; expected one attention; remove one of the two."],
            await Reported.Of(Declare("Gqa(4, 2), Mha(4), SwiGlu(64), RmsNorm, Rope")));
        Assert.Equal(["LLMG007 'Glu(64)' [Glu] stands beside [SwiGlu]; expected one feed-forward; remove one of the two."],
            await Reported.Of(Declare("Mha(4), SwiGlu(64), Glu(64), RmsNorm, Rope")));
    }

    [Theory]
    [InlineData("Gqa(4, 3), SwiGlu(64), RmsNorm, Rope", "LLMG012 '3' 4 query heads cannot share 3 key and value heads; each must serve the same number of query heads; set KeyValueHeads to a divisor of 4.")]
    [InlineData("Mha(5), SwiGlu(64), RmsNorm, Rope", "LLMG011 '5' Hidden 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5, or set HeadSize.")]
    [InlineData("Mha(heads: 0), SwiGlu(64), RmsNorm, Rope", "LLMG010 '0' Heads is 0; expected a number from 1 to 268435456; set Heads.")]
    [InlineData("Mha(4), SlidingWindow(-1), SwiGlu(64), RmsNorm, Rope, HuggingFace(\"mistral\")", "LLMG010 '-1' Window is -1; expected a number from 1 to 268435456; set Window.")]
    [InlineData("Mqa(4, HeadSize = -8), SwiGlu(64), RmsNorm, Rope", "LLMG010 '-8' HeadSize is -8; expected a number from 1 to 268435456; set HeadSize.")]
    [InlineData("Mqa(4, HeadSize = 9), SwiGlu(64), RmsNorm, Rope", "LLMG013 '9' HeadSize 9 is odd; rotary positions turn the columns of a head in pairs; choose Heads or HeadSize so that it is even.")]
    [InlineData("Mha(32), SwiGlu(64), RmsNorm, Rope", "LLMG013 '32' HeadSize 1 is odd; rotary positions turn the columns of a head in pairs; choose Heads or HeadSize so that it is even.")]
    [InlineData("Mha(4), SwiGlu(2 - 2), RmsNorm, Rope", "LLMG010 '2 - 2' Inner is 0; expected a number from 1 to 268435456; set Inner.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm(-1e-6), Rope", "LLMG014 '-1e-6' Epsilon -1e-6 is no small positive number; expected one above 0 and below 1; correct it; most models have 1e-5 or 1e-6.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(0)", "LLMG015 '0' Theta 0e+0 is no base of frequencies; expected a number from 1 to 1e30; correct it; most models have 10000.")]
    [InlineData("Mha(4, HeadSize = 1 << 27), SwiGlu(64), RmsNorm, Rope", "LLMG016 '1 << 27' 4 heads of 134217728 make 536870912 columns; expected at most 268435456; lower Heads or HeadSize.")]
    [InlineData("Mha(4, Bias = AttentionBias.Key), SwiGlu(64), RmsNorm, Rope, HuggingFace(\"llama\")", "LLMG017 'AttentionBias.Key' Bias Key has no place in the family \"llama\"; expected All, as its configuration can say; use that, or another family.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope, HuggingFace(\"llama4\")", "LLMG018 '\"llama4\"' Family \"llama4\" is not supported; the nearest that is: \"llama\"; name it if the model is built like it.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(1e4, Scaling = RopeScaling.Linear, Factor = .5)", "LLMG026 '.5' Factor is 5e-1; expected a number from 1 to 1e6; set it to how many times as far positions reach.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Linear)", "LLMG026 'Rope' Factor is 0e+0; expected a number from 1 to 1e6; set it to how many times as far positions reach.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = (RopeScaling)9)", "LLMG026 '(RopeScaling)9' Scaling is 9; expected one of None, Linear, Dynamic, Yarn, Llama3, LongRope; name one of them.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Yarn, Factor = 4, BetaFast = 1)", "LLMG026 '1' BetaFast is 1e+0; expected a number above BetaSlow, 1e+0; correct it; most models have 32.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Yarn, Factor = 4, OriginalPositions = -16)", "LLMG010 '-16' OriginalPositions is -16; expected a number from 1 to 268435456; set OriginalPositions.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Yarn, Factor = 4, Mscale = 0.7)", "LLMG026 '0.7' Mscale stands alone; expected Mscale and MscaleAllDimensions together; add the other, or leave it out.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Llama3, Factor = 8, OriginalPositions = 16, LowFrequencyFactor = 4, HighFrequencyFactor = 1)", "LLMG026 '1' HighFrequencyFactor is 1e+0; expected a number above LowFrequencyFactor, 4e+0; set it; most models have 4.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Factor = 4)", "LLMG027 '4' Factor is set without a scaling; expected Scaling to be Linear or Dynamic or Yarn or Llama3; set it, or remove Factor.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Linear, Factor = 4, BetaFast = 32)", "LLMG027 '32' BetaFast is set for the scaling Linear; expected it for Yarn alone; remove it, or choose another scaling.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Scaling = RopeScaling.Dynamic, Factor = 4, OriginalPositions = 32)", "LLMG027 '32' OriginalPositions is set for the scaling Dynamic; expected it for Yarn or Llama3 or LongRope alone; remove it, or choose another scaling.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope(Columns = 3)", "LLMG013 '3' Columns gives 3 rotated columns of a head of 8; expected an even number, 2 or more, no more than the head has; correct it.")]
    [InlineData("Mha(4, Softcap = -1), SwiGlu(64), RmsNorm, Rope", "LLMG028 'Mha(4, Softcap = -1)' Softcap is -1e+0; expected a number above 0, at most 1e6; correct it, or leave it out.")]
    [InlineData("Mha(4), SwiGlu(64), RmsNorm, Rope, Dropout(Residual = 1)", "LLMG028 'Dropout(Residual = 1)' The layers' dropout is 1e+0; expected a share from 0 to below 1; correct it, or leave it out.")]
    [InlineData("Mha(4), Moe(4, 5, 32), RmsNorm, Rope", "LLMG029 '5' A token passes through 5 of 4 experts; expected no more than there are; lower Chosen.")]
    [InlineData("Mha(4), Moe(4, 2, 32, Groups = 3), RmsNorm, Rope", "LLMG029 'Moe(4, 2, 32, Groups = 3)' 4 experts cannot form 3 groups; expected groups of the same size; use a divisor of 4.")]
    [InlineData("Mla(4, 16, 8, 4, 8), SwiGlu(64), RmsNorm, Alibi", "LLMG030 'Alibi' Alibi tells a latent attention its positions; expected rotary positions of all its rotated numbers, or none; use those, or attention over heads.")]
    [InlineData("Mha(4), SwiGlu(64), SwiGlu(32, From = 2), RmsNorm, Rope", "LLMG031 'SwiGlu(32, From = 2)' From 2 to 2 are no layers of 2; expected layers from 0 to 2, the first before the last; correct it.")]
    [InlineData("Mha(4), SwiGlu(64), SwiGlu(32, From = 1, Every = 0), RmsNorm, Rope", "LLMG031 'SwiGlu(32, From = 1, Every = 0)' Every 0 is no step; expected 1 or more; correct it.")]
    [InlineData("Mha(4), SwiGlu(64), SwiGlu(32, Except = new[] { 7 }), RmsNorm, Rope", "LLMG031 'SwiGlu(32, Except = new[] { 7 })' Except names layers that a model of 2 lacks; expected layers from 0 to 1; correct it.")]
    [InlineData("Mha(4), SwiGlu(64), SwiGlu(0, From = 1), RmsNorm, Rope", "LLMG010 '0' Inner is 0; expected a number from 1 to 268435456; set Inner.")]
    [InlineData("Mha(4), SwiGlu(64), SwiGlu(32, From = 1), RmsNorm, Rope, SwiGlu(16, To = 1)", "LLMG007 'SwiGlu(64)' [SwiGlu] is for no layer, since later ones take its place; expected each feed-forward to be for one; remove it, or let the later ones be for fewer layers.")]
    [InlineData("Mha(4), SwiGlu(64, From = 1), RmsNorm, Rope", "LLMG006 'Tiny' Layer 0 of Tiny has no feed-forward; expected one for each layer; add one of [SwiGlu], [GeGlu], [ReGlu], [Glu], [Bilinear], [Mlp], [Moe].")]
    public async Task A_value_that_cannot_be(string components, string report)
    {
        Assert.Equal([report], await Reported.Of(Declare(components)));
    }

    [Fact]
    public async Task A_size_that_is_left_out_is_shown_at_the_attribute()
    {
        Assert.Equal(["LLMG010 'Decoder' Vocab is 0; expected a number from 1 to 268435456; set Vocab."],
            await Reported.Of("using Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Positions = 64)] [Mha(4), SwiGlu(64), RmsNorm, Rope] public partial record Tiny;"));
    }

    [Fact]
    public async Task Too_many_layers_are_shown_as_written()
    {
        Assert.Equal(["LLMG010 '1_000_000' Layers is 1000000; expected a number from 1 to 10000; set Layers."],
            await Reported.Of("using Llm.Gen; [Decoder(Layers = 1_000_000, Hidden = 32, Vocab = 96, Positions = 64)] [Mha(4), SwiGlu(64), RmsNorm, Rope] public partial record Tiny;"));
    }

    [Fact]
    public async Task A_model_beyond_all_measure_is_shown_at_the_decoder()
    {
        Assert.Equal(["LLMG016 'Decoder(Layers = 2, Hidden = 1 << 28, Vocab = 1 << 28, Positions = 64)' The model would have about 1.441154e+17 parameters; expected at most 1e+14; lower the sizes; one of them is probably mistyped."],
            await Reported.Of("using Llm.Gen; [Decoder(Layers = 2, Hidden = 1 << 28, Vocab = 1 << 28, Positions = 64)] [Mha(4, HeadSize = 8), SwiGlu(64), RmsNorm, Rope] public partial record Tiny;"));
    }

    [Fact]
    public async Task What_the_compiler_refuses_is_left_to_it()
    {
        Assert.Empty(await Reported.Of(Declare("Gqa(4), SwiGlu(\"x\"), RmsNorm, Rope"), "CS7036", "CS1503"));
        Assert.Empty(await Reported.Of("public sealed class GqaAttribute : System.Attribute; [Gqa] public record Other;"));
    }

    private static string Declare(string components) =>
        $"using Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)] [{components}] public partial record Tiny;";
}
