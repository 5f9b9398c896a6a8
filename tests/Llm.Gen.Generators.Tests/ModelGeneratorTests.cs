using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests;

public sealed class ModelGeneratorTests
{
    [Fact]
    public void Grouped_heads_and_a_tied_embedding()
    {
        Snapshot.Verify(GeneratorRun.Emit(
            """
            using Llm.Gen;

            namespace Examples.Models;

            [Decoder(Layers = 6, Hidden = 288, Vocab = 32_000, Positions = 1_024, TiedEmbeddings = true)]
            [Gqa(6, 2), SwiGlu(768), RmsNorm(1e-5), Rope(10_000)]
            public partial record TinyLlama;
            """));
    }

    [Fact]
    public void Every_head_its_own_biases_everywhere_and_a_head_of_scores()
    {
        Snapshot.Verify(GeneratorRun.Emit(
            """
            using Llm.Gen;

            [Decoder(Layers = 1, Hidden = 32, Vocab = 96, Positions = 64)]
            [Mha(4, Bias = AttentionBias.All), GeGlu(64, Bias = true, Tanh = true), RmsNorm, Rope]
            internal partial record Biased;
            """));
    }

    [Fact]
    public void One_shared_head_of_its_own_size_within_types_named_by_keywords()
    {
        Snapshot.Verify(GeneratorRun.Emit(
            """
            namespace @namespace.Odd.@event;

            public static partial class @class
            {
                public partial record struct Around
                {
                    [Llm.Gen.Decoder(Layers = 2, Hidden = 30, Vocab = 96, Positions = 64), Llm.Gen.Mqa(heads: 4, HeadSize = 16)]
                    [Llm.Gen.ReGlu(inner: 100), Llm.Gen.Rope(theta: 1.5e6), Llm.Gen.HuggingFace("llama"), Llm.Gen.RmsNorm(epsilon: 0.00002)]
                    internal partial record @record;
                }
            }
            """));
    }

    [Fact]
    public void Several_models_of_one_project_compile_together()
    {
        const string parts = "(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)], Mha(4), ";
        string[] units = ["SwiGlu", "GeGlu", "ReGlu", "Glu", "Bilinear"];

        var files = GeneratorRun.Emit(
            "using Llm.Gen;\n" + string.Concat(units.Select(unit => $"[Decoder{parts.Replace("]", "")}{unit}(48), RmsNorm, Rope] public partial record {unit}Model;\n")),
            "namespace Elsewhere { using Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Mha(4), Glu(48), RmsNorm, Rope] partial record GluModel { private sealed record Own(int Value); } }",
            "namespace TorchSharp.Llm.System { using global::Llm.Gen; [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64), Mha(4), Glu(48), RmsNorm, Rope] public sealed partial record Plain(string Note); }");

        Assert.Equal(3 * 7, files.Count);
    }

    [Fact]
    public void A_record_without_a_decoder_is_left_alone()
    {
        Assert.Empty(GeneratorRun.Emit("using Llm.Gen; [Rope(10_000)] public partial record Nothing; public sealed class DecoderAttribute : System.Attribute; [@DecoderAttribute] public partial record Other;"));
    }
}
