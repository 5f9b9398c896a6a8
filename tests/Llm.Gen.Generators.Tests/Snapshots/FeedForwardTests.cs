using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class FeedForwardTests
{
    [Fact]
    public Task A_gate_of_silu() => Verify("SwiGlu(768)");

    [Fact]
    public Task A_gate_of_gelu() => Verify("GeGlu(768)");

    [Fact]
    public Task A_gate_of_gelu_by_tanh() => Verify("GeGlu(768, Tanh = true)");

    [Fact]
    public Task A_gate_of_relu() => Verify("ReGlu(768)");

    [Fact]
    public Task A_gate_of_sigmoid() => Verify("Glu(768)");

    [Fact]
    public Task A_gate_without_an_activation() => Verify("Bilinear(768)");

    [Fact]
    public Task Every_projection_has_a_bias() => Verify("SwiGlu(768, Bias = true)");

    private static Task Verify(string feedForward, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [Mha(6), {feedForward}, RmsNorm(1e-5), Rope(10_000)]
            public partial record TinyLlama;
            """), method: method);
}
