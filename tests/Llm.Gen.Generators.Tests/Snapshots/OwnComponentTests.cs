using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

/// <summary>Components that the user wrote.</summary>
public sealed class OwnComponentTests
{
    [Fact]
    public Task The_attention_is_the_users() => Verify("Attention(typeof(NarrowAttention), \"times\", 0.5, Heads = 6, KeyValueHeads = 2), SwiGlu(768), RmsNorm(1e-5), Rope(10_000)");

    [Fact]
    public Task Feed_forward_norm_and_position_are_the_users() =>
        Verify("Gqa(6, 2), FeedForward(typeof(NarrowFeedForward), 768, \"squares\", true, \"note\", \"a \\\"b\\\"\", \"base\", 3), Norm(typeof(Scale)), Position(typeof(Shift))");

    [Fact]
    public Task The_table_lists_what_is_registered() => Snapshot.Verify(GeneratorRun.Emit(OwnSources.Components));

    private static Task Verify(string parts, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify([.. GeneratorRun.Emit(
            OwnSources.Components,
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [{parts}]
            public partial record Small;
            """).Where(file => file.HintName.StartsWith("Examples", StringComparison.Ordinal))], method: method);
}
