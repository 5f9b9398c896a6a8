using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests.Snapshots;

public sealed class RopeScalingTests
{
    [Fact]
    public Task Yarn_with_an_option_of_its_own() => Verify("Scaling = RopeScaling.Yarn, Factor = 4, OriginalPositions = 256, BetaFast = 16");

    [Fact]
    public Task Dynamic_scaling_sets_no_limit_to_positions() => Verify("Scaling = RopeScaling.Dynamic, Factor = 2");

    [Fact]
    public Task Llama3_scales_by_wave_length() => Verify("Scaling = RopeScaling.Llama3, Factor = 8, OriginalPositions = 128, LowFrequencyFactor = 1, HighFrequencyFactor = 4");

    private static Task Verify(string options, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Snapshot.Verify(GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [Gqa(6, 2), SwiGlu(768), RmsNorm(1e-5), Rope(10_000, {options})]
            public partial record TinyLlama;
            """), method: method);
}
