namespace Llm.Gen.Architectures.Tests;

public sealed class ArchitectureRulesTests
{
    public static TheoryData<string, string, Func<Architecture, Architecture>> Wrong => new()
    {
        { "LLMG010", "Hidden is 0; expected a number from 1 to 268435456; set Hidden.", tiny => tiny with { Hidden = 0 } },
        { "LLMG010", "Vocab is -5; expected a number from 1 to 268435456; set Vocab.", tiny => tiny with { Vocab = -5 } },
        { "LLMG010", "Positions is 268435457; expected a number from 1 to 268435456; set Positions.", tiny => tiny with { Positions = (1 << 28) + 1 } },
        { "LLMG010", "Layers is 0; expected a number from 1 to 10000; set Layers.", tiny => tiny with { Layers = default } },
        { "LLMG010", "Inner is 0; expected a number from 1 to 268435456; set Inner.", tiny => tiny.WithGated(gated => gated with { Inner = 0 }) },
        { "LLMG010", "HeadSize is 0; expected a number from 1 to 268435456; set HeadSize.", tiny => tiny.WithHeads(heads => heads with { HeadSize = 0 }) },
        { "LLMG010", "KeyValueHeads is 0; expected a number from 1 to 268435456; set KeyValueHeads.", tiny => tiny.WithHeads(heads => heads with { KeyValueHeads = 0 }) },
        { "LLMG010", "Heads is 0; expected a number from 1 to 268435456; set Heads.", tiny => tiny.WithHeads(heads => heads with { Heads = 0, KeyValueHeads = 0 }) },
        { "LLMG012", "4 query heads cannot share 3 key and value heads; each must serve the same number of query heads; set KeyValueHeads to a divisor of 4.", tiny => tiny.WithHeads(heads => heads with { KeyValueHeads = 3 }) },
        { "LLMG012", "4 query heads cannot share 8 key and value heads; each must serve the same number of query heads; set KeyValueHeads to a divisor of 4.", tiny => tiny.WithHeads(heads => heads with { KeyValueHeads = 8 }) },
        { "LLMG013", "HeadSize 7 is odd; rotary positions turn the columns of a head in pairs; choose Heads or HeadSize so that it is even.", tiny => tiny.WithHeads(heads => heads with { HeadSize = 7 }) },
        { "LLMG014", "Epsilon 0e+0 is no small positive number; expected one above 0 and below 1; correct it; most models have 1e-5 or 1e-6.", tiny => tiny.With(layer => layer with { Norm = new RmsNormSpec { Epsilon = 0 } }) },
        { "LLMG014", "Epsilon NaN is no small positive number; expected one above 0 and below 1; correct it; most models have 1e-5 or 1e-6.", tiny => tiny.With(layer => layer with { Norm = new RmsNormSpec { Epsilon = double.NaN } }) },
        { "LLMG015", "Theta 5e-1 is no base of frequencies; expected a number from 1 to 1e30; correct it; most models have 10000.", tiny => tiny.With(layer => layer with { Position = new RopeSpec { Theta = 0.5 } }) },
        { "LLMG026", "Factor is 5e-1; expected a number from 1 to 1e6; set it to how many times as far positions reach.", tiny => tiny.WithScaling(new LinearScalingSpec { Factor = 0.5 }) },
        { "LLMG026", "Factor is NaN; expected a number from 1 to 1e6; set it to how many times as far positions reach.", tiny => tiny.WithScaling(new DynamicScalingSpec { Factor = double.NaN }) },
        { "LLMG026", "HeadSize is 2e+0; expected at least 4 for dynamic scaling, which keeps one column and stretches another; enlarge the heads, or choose another scaling.", tiny => tiny.WithHeads(heads => heads with { HeadSize = 2 }).WithScaling(new DynamicScalingSpec { Factor = 2 }) },
        { "LLMG026", "Theta is 1e+0; expected a base above 1, since YaRN ramps over different frequencies; correct it; most models have 10000.", tiny => tiny.With(layer => layer with { Position = new RopeSpec { Theta = 1, Scaling = Yarn } }) },
        { "LLMG010", "OriginalPositions is -1; expected a number from 1 to 268435456; set OriginalPositions.", tiny => tiny.WithScaling(Yarn with { OriginalPositions = -1 }) },
        { "LLMG026", "BetaSlow is 0e+0; expected a number above 0, at most 1e6; correct it; most models have 1.", tiny => tiny.WithScaling(Yarn with { BetaSlow = 0 }) },
        { "LLMG026", "BetaFast is 1e+0; expected a number above BetaSlow, 1e+0; correct it; most models have 32.", tiny => tiny.WithScaling(Yarn with { BetaFast = 1 }) },
        { "LLMG026", "AttentionFactor is -1e+0; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => tiny.WithScaling(Yarn with { AttentionFactor = -1 }) },
        { "LLMG026", "Mscale stands alone; expected Mscale and MscaleAllDimensions together; add the other, or leave it out.", tiny => tiny.WithScaling(Yarn with { Mscale = 1 }) },
        { "LLMG026", "MscaleAllDimensions stands alone; expected Mscale and MscaleAllDimensions together; add the other, or leave it out.", tiny => tiny.WithScaling(Yarn with { MscaleAllDimensions = 1 }) },
        { "LLMG026", "AttentionFactor stands beside Mscale; expected one of the two, which say the same; remove one of the two.", tiny => tiny.WithScaling(Yarn with { AttentionFactor = 1, Mscale = 1, MscaleAllDimensions = 1 }) },
        { "LLMG010", "OriginalPositions is 0; expected a number from 1 to 268435456; set OriginalPositions.", tiny => tiny.WithScaling(Llama3 with { OriginalPositions = 0 }) },
        { "LLMG026", "LowFrequencyFactor is 0e+0; expected a number above 0, at most 1e6; set it; most models have 1.", tiny => tiny.WithScaling(Llama3 with { LowFrequencyFactor = 0 }) },
        { "LLMG026", "HighFrequencyFactor is 1e+0; expected a number above LowFrequencyFactor, 1e+0; set it; most models have 4.", tiny => tiny.WithScaling(Llama3 with { HighFrequencyFactor = 1 }) },
        { "LLMG016", "4 heads of 134217728 make 536870912 columns; expected at most 268435456; lower Heads or HeadSize.", tiny => tiny.WithHeads(heads => heads with { HeadSize = 1 << 27 }) },
        { "LLMG016", "The model would have about 1.441153e+17 parameters; expected at most 1e+14; lower the sizes; one of them is probably mistyped.", tiny => tiny with { Vocab = 1 << 28, Hidden = 1 << 28 } },
        { "LLMG017", "Bias Query has no place in the family \"llama\"; expected All, as its configuration can say; use that, or another family.", tiny => tiny.WithHeads(heads => heads with { Bias = AttentionBias.Query }) },
        { "LLMG018", "Family \"lama\" is not supported; the nearest that is: \"llama\"; name it if the model is built like it.", tiny => tiny with { Family = "lama" } },
        { "LLMG014", "Epsilon 2e+0 is no small positive number; expected one above 0 and below 1; correct it; most models have 1e-5 or 1e-6.", tiny => tiny with { FinalNorm = new RmsNormSpec { Epsilon = 2 } } },
        { "LLMG010", "Window is 0; expected a number from 1 to 268435456; set Window.", tiny => Own(tiny).WithHeads(heads => heads with { Window = 0 }) },
        { "LLMG030", "2 sinks stand without a window; expected a count of positions that stay visible behind a window; set a window, or remove them.", tiny => Own(tiny).WithHeads(heads => heads with { SinkTokens = 2 }) },
        { "LLMG028", "Scale is -1e+0; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => Own(tiny).WithHeads(heads => heads with { Scale = -1 }) },
        { "LLMG028", "Clip is NaN; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => Own(tiny).WithHeads(heads => heads with { Clip = double.NaN }) },
        { "LLMG028", "The attention's dropout is 1e+0; expected a share from 0 to below 1; correct it, or leave it out.", tiny => Own(tiny).WithHeads(heads => heads with { Dropout = 1 }) },
        { "LLMG028", "The residual's multiplier is 0e+0; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => Own(tiny).With(layer => layer with { ResidualMultiplier = 0 }) },
        { "LLMG028", "The embedding's scale is 0e+0; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => Own(tiny) with { Embedding = new() { Scale = 0 } } },
        { "LLMG028", "Positions begin at -1; expected a number from 0 to 1024; correct it; most models have 0.", tiny => Own(tiny) with { Embedding = new() { Positions = new LearnedPositionSpec { Offset = -1 } } } },
        { "LLMG028", "The scores' softcap is 0e+0; expected a number above 0, at most 1e6; correct it, or leave it out.", tiny => Own(tiny) with { Head = new() { Softcap = 0 } } },
        { "LLMG030", "A gate of Gelu is clamped; expected Silu, the one that is defined with a clamp; use it, or remove the clamp.", tiny => Own(tiny).WithGated(gated => gated with { Activation = GateActivation.Gelu, Clamp = new() { Limit = 7 } }) },
        { "LLMG030", "A norm stores its weight's distance from 1 and has no weight; expected a weight; give it one, or remove the offset.", tiny => Own(tiny) with { FinalNorm = new LayerNormSpec { Epsilon = 1e-5, HasWeight = false, HasUnitOffset = true } } },
        { "LLMG030", "8 buckets reach to a distance of 4; expected 2 buckets or more, and a distance above half as many; correct one of the two.", tiny => Own(tiny).With(layer => layer with { Position = new T5BiasSpec { Buckets = 8, MaximumDistance = 4 } }) },
        { "LLMG030", "Layers have different biases of distances, or some have none; expected the same in all layers, since they read one table; give all layers the same buckets and heads.", tiny => Own(tiny) with { Layers = new([tiny.Layers[0], tiny.Layers[0] with { Position = new T5BiasSpec { Buckets = 8, MaximumDistance = 16 } }]) } },
        { "LLMG029", "4 experts cannot form 3 groups; expected groups of the same size; use a divisor of 4.", tiny => Own(tiny).With(layer => layer with { FeedForward = Experts with { Routing = new() { Groups = 3 } } }) },
        { "LLMG029", "2 experts are chosen from 1 of 4 groups; expected groups that hold as many; correct the groups.", tiny => Own(tiny).With(layer => layer with { FeedForward = Experts with { Routing = new() { Groups = 4 } } }) },
        { "LLMG013", "3 rotated numbers of a query are odd; expected an even number, since they turn in pairs; correct it.", tiny => Own(tiny).With(layer => layer with { Attention = Latent with { RotarySize = 3 } }) },
        { "LLMG010", "The latent attention is 0; expected a number from 1 to 268435456; set The latent attention.", tiny => Own(tiny).With(layer => layer with { Attention = Latent with { KeyValueRank = 0 } }) },
        { "LLMG026", "ShortFactors or LongFactors has 1 factors of frequencies; expected 4 numbers above 0, one for each pair of rotated columns; correct the lists.", tiny => Own(tiny).WithScaling(new LongRopeScalingSpec { Factor = 4, OriginalPositions = 16, ShortFactors = new([1.0]), LongFactors = new([1.0, 1, 1, 1]) }) },
        { "LLMG017", "The norm LayerNorm has no place in the family \"llama\"; expected RmsNorm, as its configuration can say; use that, or another family.", tiny => tiny.With(layer => layer with { Norm = new LayerNormSpec { Epsilon = 1e-5 } }) with { FinalNorm = new RmsNormSpec { Epsilon = 1e-5 } } },
        { "LLMG017", "The head's softcap 30 has no place in the family \"llama\"; expected none, as its configuration can say; use that, or another family.", tiny => tiny with { Head = new() { Softcap = 30 } } },
    };

    private static MoeSpec Experts => new() { Experts = 4, Chosen = 2, Expert = new GatedFeedForwardSpec { Inner = 16, Activation = GateActivation.Silu } };

    private static LatentAttentionSpec Latent => new() { Heads = 4, KeyValueRank = 16, PlainSize = 8, RotarySize = 4, ValueSize = 8, Norm = new RmsNormSpec { Epsilon = 1e-6 } };

    private static Architecture Own(Architecture architecture) => architecture with { Family = ModelFamily.Own.Name };

    private static YarnScalingSpec Yarn => new() { Factor = 4, OriginalPositions = 16 };

    private static Llama3ScalingSpec Llama3 => new() { Factor = 8, OriginalPositions = 16, LowFrequencyFactor = 1, HighFrequencyFactor = 4 };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_once_and_in_three_parts(string id, string message, Func<Architecture, Architecture> change)
    {
        var error = Assert.Single(ArchitectureRules.Check(change(Architectures.Tiny), MemberSpelling.Declaration));

        Assert.Equal((id, message), (error.Id, error.Message));
    }

    [Fact]
    public void A_plain_architecture_has_no_errors()
    {
        Assert.Empty(ArchitectureRules.Check(Architectures.Tiny, MemberSpelling.Declaration));
        Assert.Empty(ArchitectureRules.Check(Architectures.Tiny.WithScaling(Yarn), MemberSpelling.Declaration));
        Assert.Empty(ArchitectureRules.Check(Architectures.Tiny.WithScaling(Llama3), MemberSpelling.Declaration));
    }

    [Fact]
    public void Messages_about_a_file_name_its_keys()
    {
        var error = Assert.Single(ArchitectureRules.Check(Architectures.Tiny.WithHeads(heads => heads with { KeyValueHeads = 3 }), MemberSpelling.Config));

        Assert.Contains("set num_key_value_heads to a divisor of 4", error.Message);
    }

    [Fact]
    public void A_hidden_size_that_the_heads_do_not_divide_has_no_head_size()
    {
        var errors = new List<ArchitectureError>();

        Assert.Equal(48, HeadSplit.Derive(288, 6, MemberSpelling.Declaration, errors));
        Assert.Null(HeadSplit.Derive(0, 6, MemberSpelling.Declaration, errors));
        Assert.Empty(errors);
        Assert.Null(HeadSplit.Derive(290, 6, MemberSpelling.Declaration, errors));
        Assert.Equal("Hidden 290 cannot be split over 6 heads; expected a whole head size; use a multiple of 6, or set HeadSize.", Assert.Single(errors).Message);
    }
}
