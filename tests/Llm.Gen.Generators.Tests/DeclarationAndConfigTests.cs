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

    [Theory]
    [InlineData("Scaling = RopeScaling.Linear, Factor = 4", """ "rope_type": "linear", "factor": 4 """)]
    [InlineData("Scaling = RopeScaling.Dynamic, Factor = 2", """ "rope_type": "dynamic", "factor": 2.0 """)]
    [InlineData("Scaling = RopeScaling.Yarn, Factor = 4", """ "rope_type": "yarn", "factor": 4.0 """)]
    [InlineData("Scaling = RopeScaling.Yarn, Factor = 4, OriginalPositions = 16, BetaFast = 16, BetaSlow = 2, AttentionFactor = 1.5, Truncate = false",
        """ "type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16, "beta_fast": 16, "beta_slow": 2.0, "attention_factor": 1.5, "truncate": false """)]
    [InlineData("Scaling = RopeScaling.Yarn, Factor = 4, Mscale = 1, MscaleAllDimensions = 0.5", """ "rope_type": "yarn", "factor": 4.0, "mscale": 1.0, "mscale_all_dim": 0.5 """)]
    [InlineData("Scaling = RopeScaling.Llama3, Factor = 8, OriginalPositions = 16, LowFrequencyFactor = 1, HighFrequencyFactor = 4",
        """ "rope_type": "llama3", "factor": 8.0, "original_max_position_embeddings": 16, "low_freq_factor": 1.0, "high_freq_factor": 4.0 """)]
    public void A_rotary_scaling_that_is_declared_is_the_one_of_the_configuration(string options, string members)
    {
        var declared = GeneratorRun.Emit(
            $"""
            using Llm.Gen;

            namespace Examples;

            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64)]
            [Mha(4), SwiGlu(64), RmsNorm(1e-5), Rope(500_000, {options})]
            public partial record Same;
            """);
        var config = ModelConfig.Parse(
            $$"""
            {
              "model_type": "llama", "num_hidden_layers": 2, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4,
              "intermediate_size": 64, "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "rope_scaling": { {{members}} }
            }
            """);

        var emitted = ModelEmitter.Emit(new ModelDeclaration { Namespace = "Examples", Name = "Same", Architecture = config.Architecture });

        Assert.Equal(emitted.Select(file => (file.HintName, file.Text)), declared.Select(file => (file.HintName, file.SourceText.ToString())));
    }
}
