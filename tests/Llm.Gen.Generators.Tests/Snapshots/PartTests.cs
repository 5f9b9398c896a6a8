using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

/// <summary>Parts other than Llama's, one or two in a model.</summary>
public sealed class PartTests
{
    [Fact]
    public Task Positions_are_learned_and_the_feed_forward_is_plain() => Verify("Mha(6), Mlp(1152, MlpActivation.GeluTanh, Bias = true), LayerNorm, Learned");

    [Fact]
    public Task Scores_fall_with_the_distance() => Verify("Mha(6), SwiGlu(768), RmsNorm, Alibi");

    [Fact]
    public Task Norms_stand_around_each_part() => Verify("Mha(6, Softcap = 50), GeGlu(768, Tanh = true), RmsNorm(1e-6, Placement = NormPlacement.Sandwich, UnitOffset = true), Rope(10_000)");

    [Fact]
    public Task Attention_and_feed_forward_stand_side_by_side() => Verify("Mha(6), SwiGlu(768), LayerNorm(Bias = false, Placement = NormPlacement.Parallel), Rope(10_000, Interleaved = true)");

    [Fact]
    public Task Queries_and_keys_are_normed() => Verify("Gqa(6, 2, QueryKeyNorm = QueryKeyNorm.Head), SwiGlu(768), RmsNorm, Rope(1_000_000)");

    [Fact]
    public Task Layers_differ_in_windows_and_positions() => Verify("Gqa(6, 2), SwiGlu(768), RmsNorm, SlidingWindow(128), FullAttention(From = 5, Every = 6), Rope(10_000), NoPosition(From = 5, Every = 6)");

    [Fact]
    public Task Each_layer_learns_its_activation() => Verify("Mha(6), Mlp(1152, MlpActivation.Xielu), RmsNorm, Rope(10_000)");

    [Fact]
    public Task Keys_and_values_are_read_from_a_latent() => Verify("Mla(6, 64, 32, 16, 32), SwiGlu(768), RmsNorm, Rope(10_000)");

    private static Task Verify(string parts, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [{parts}]
            public partial record Small;
            """), method: method);
}
