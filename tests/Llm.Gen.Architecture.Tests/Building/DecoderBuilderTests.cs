namespace Llm.Gen.Architectures.Tests;

public sealed class DecoderBuilderTests
{
    private static DecoderBuilder Tiny => new() { Layers = 6, Hidden = 32, Vocab = 96, Positions = 64 };

    [Fact]
    public void The_parts_of_a_llama_give_what_its_configuration_gives()
    {
        var built = Tiny.Gqa(4, 2).SwiGlu(64).RmsNorm(1e-5).Rope(500_000).Build();

        var read = ModelConfig.Parse(
            """
            {
              "model_type": "llama", "num_hidden_layers": 6, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4,
              "num_key_value_heads": 2, "intermediate_size": 64, "rms_norm_eps": 1e-05, "rope_theta": 500000.0
            }
            """);
        Assert.Equal(read.Architecture, built);
    }

    [Fact]
    public void What_llama_cannot_say_is_of_the_librarys_own_family()
    {
        Assert.Equal("llm_gen", Tiny.Mha(4).Mlp(64, MlpActivation.Relu).LayerNorm().Learned().Build().Family);
    }

    [Fact]
    public void A_family_that_is_named_has_to_say_the_model()
    {
        var builder = Tiny.Mha(4).SwiGlu(64).RmsNorm().Alibi();
        builder.Family = "llama";

        var error = Assert.Throws<ArchitectureException>(() => builder.Build());

        Assert.Equal("LLMG017", Assert.Single(error.Errors).Id);
    }

    [Fact]
    public void Of_two_parts_for_a_layer_the_later_holds()
    {
        var built = Tiny.Mha(4).RmsNorm().Rope()
            .SwiGlu(64)
            .FeedForward(Experts(4), layers: new() { From = 1, Every = 2 })
            .SlidingWindow(8)
            .FullAttention(layers: new() { From = 2, To = 4 })
            .Build();

        Assert.Equal([false, true, false, true, false, true], built.Layers.Select(layer => layer.FeedForward is MoeSpec));
        Assert.Equal([8, 8, null, null, 8, 8], built.Layers.Select(layer => ((HeadAttentionSpec)layer.Attention).Window));
    }

    [Fact]
    public void Layers_can_be_left_out()
    {
        var built = Tiny.Mha(4).RmsNorm().SwiGlu(64).Rope().NoPosition(layers: new() { From = 1, Except = new([3, 4]) }).Build();

        Assert.Equal([true, false, false, true, true, false], built.Layers.Select(layer => layer.Position is RopeSpec));
    }

    [Fact]
    public void The_final_norm_is_the_last_layers_unless_another_is_given()
    {
        var final = new RmsNormSpec { Epsilon = 1e-3 };

        Assert.Equal(new RmsNormSpec { Epsilon = 1e-6 }, Whole.Build().FinalNorm);
        Assert.Null(Whole.FinalNorm(null).Build().FinalNorm);
        Assert.Equal(final, Whole.FinalNorm(final).Build().FinalNorm);
    }

    [Fact]
    public void The_head_size_follows_from_a_hidden_size_that_is_set_later()
    {
        var builder = new DecoderBuilder { Layers = 1, Vocab = 96, Positions = 64 }.Mqa(4).SwiGlu(64).RmsNorm().Rope();
        builder.Hidden = 48;

        Assert.Equal(12, Assert.IsType<HeadAttentionSpec>(builder.Build().Layers[0].Attention).HeadSize);
    }

    [Fact]
    public void A_decoder_without_parts_is_told_all_that_it_lacks()
    {
        Assert.Null(Tiny.TryBuild(out var errors));

        Assert.Equal(
            [
                "Layer 0 has no attention; expected one for each layer; call Mha, Gqa, Mqa or Attention.",
                "Layer 0 has no feed-forward; expected one for each layer; call SwiGlu, Mlp or FeedForward.",
                "Layer 0 has no norm; expected one for each layer; call RmsNorm, LayerNorm or Norm.",
                "Layer 0 has no way to tell positions; expected one for each layer; call Rope, Learned, NoPosition or Position.",
            ],
            errors.Select(error => error.Message));
    }

    [Fact]
    public void A_part_for_some_layers_leaves_the_others_without() =>
        AssertRefused("Layer 1 has no feed-forward; expected one for each layer; call SwiGlu, Mlp or FeedForward.", Tiny.Mha(4).SwiGlu(64, layers: new() { To = 1 }).RmsNorm().Rope());

    [Fact]
    public void A_part_that_is_in_no_layer_is_refused() =>
        AssertRefused("The window that came as number 1 of 2 is in no layer; expected layers that no later one takes; remove it, or name its layers.", Whole.SlidingWindow(8).FullAttention());

    [Fact]
    public void Layers_that_are_none_are_refused() =>
        AssertRefused("From 6 to 6 are no layers of 6; expected layers from 0 to 6, the first before the last; correct it.", Whole.SlidingWindow(8, layers: new() { From = 6 }));

    [Fact]
    public void A_window_beside_an_attention_that_has_one_is_refused() =>
        AssertRefused(
            "The attention has a window, and so has its layer; expected one of the two; remove one.",
            Tiny.Attention(new HeadAttentionSpec { Heads = 4, KeyValueHeads = 4, HeadSize = 8, Window = 4 }).SlidingWindow(8).SwiGlu(64).RmsNorm().Rope());

    [Fact]
    public void Heads_that_do_not_divide_the_hidden_size_are_refused_once() =>
        AssertRefused("Hidden 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5, or set HeadSize.", Tiny.Mha(5).SwiGlu(64).RmsNorm().Rope());

    [Fact]
    public void Too_many_layers_are_refused_before_they_are_made() =>
        AssertRefused("Layers is 1000000000; expected a number from 1 to 10000; set Layers.", new DecoderBuilder { Layers = 1_000_000_000, Hidden = 32, Vocab = 96, Positions = 64 }.Mha(4));

    private static DecoderBuilder Whole => Tiny.Mha(4).SwiGlu(64).RmsNorm().Rope();

    private static MoeSpec Experts(int count) => new() { Experts = count, Chosen = 2, Expert = new GatedFeedForwardSpec { Inner = 16, Activation = GateActivation.Silu } };

    private static void AssertRefused(string message, DecoderBuilder builder)
    {
        Assert.Null(builder.TryBuild(out var errors));
        Assert.Equal(message, Assert.Single(errors).Message);
    }
}
