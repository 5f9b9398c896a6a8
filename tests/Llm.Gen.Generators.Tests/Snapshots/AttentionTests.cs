using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class AttentionTests
{
    [Fact]
    public Task Every_head_has_keys_and_values_of_its_own() => Verify("Mha(6)");

    [Fact]
    public Task Groups_of_heads_share_keys_and_values() => Verify("Gqa(6, 2)");

    [Fact]
    public Task All_heads_share_keys_and_values() => Verify("Mqa(6)");

    [Fact]
    public Task A_head_has_a_size_of_its_own() => Verify("Gqa(6, 2, HeadSize = 64)");

    [Fact]
    public Task Every_projection_has_a_bias() => Verify("Gqa(6, 2, Bias = AttentionBias.All)");

    [Fact]
    public Task A_query_sees_no_further_back_than_a_window() => Verify("Gqa(6, 2), SlidingWindow(256), HuggingFace(\"mistral\")");

    private static Task Verify(string attention, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [{attention}, SwiGlu(768), RmsNorm(1e-5), Rope(10_000)]
            public partial record TinyLlama;
            """), method: method);
}
