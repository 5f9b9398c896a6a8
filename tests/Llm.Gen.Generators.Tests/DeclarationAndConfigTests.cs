extern alias generators;

using generators::Llm.Gen.Architectures;
using generators::Llm.Gen.Emission;
using Llm.Gen.Tests;

namespace Llm.Gen.Generators.Tests;

public sealed class DeclarationAndConfigTests
{
    [Theory]
    [InlineData("Mha(4)", "SwiGlu(64)", """ "num_key_value_heads": 4, "hidden_act": "silu" """)]
    [InlineData("Gqa(4, 2)", "GeGlu(64)", """ "num_key_value_heads": 2, "hidden_act": "gelu" """)]
    [InlineData("Mqa(4, Bias = AttentionBias.All)", "GeGlu(64, Tanh = true)", """ "num_key_value_heads": 1, "hidden_act": "gelu_new", "attention_bias": true """)]
    [InlineData("Gqa(4, 2, HeadSize = 6)", "ReGlu(64, Bias = true)", """ "num_key_value_heads": 2, "hidden_act": "relu", "mlp_bias": true, "head_dim": 6 """)]
    [InlineData("Gqa(4, 2)", "Bilinear(64)", """ "num_key_value_heads": 2, "hidden_act": "linear", "tie_word_embeddings": false """)]
    public void A_declaration_and_a_configuration_of_the_same_model_give_the_same_text(string attention, string feedForward, string members)
    {
        var declared = GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
            [{attention}, {feedForward}, RmsNorm(1e-5), Rope(500_000)]
            public partial record Same;
            """);
        var config = ModelConfig.Parse(
            $$"""
            {
              "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4,
              "intermediate_size": 64, "rms_norm_eps": 1e-05, "rope_parameters": {"rope_theta": 500000.0, "rope_type": "default"}, {{members}}
            }
            """);

        var emitted = ModelEmitter.Emit(new ModelDeclaration { Namespace = "Examples", Name = "Same", Architecture = config.Architecture });

        Assert.Equal(emitted.Select(file => (file.HintName, file.Text)), declared.Select(file => (file.HintName, file.SourceText.ToString())));
    }
}
