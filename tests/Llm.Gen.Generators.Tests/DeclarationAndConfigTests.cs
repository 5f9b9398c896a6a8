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

    /// <summary>Families that differ from Llama in most of their parts, as attributes and as configurations.</summary>
    public static TheoryData<string, string> Families => new()
    {
        {
            """
            [Decoder(Layers = 4, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true, EmbeddingScale = 5.656854249492381)]
            [Gqa(4, 2, HeadSize = 16, QueryKeyNorm = QueryKeyNorm.Head), SlidingWindow(6), FullAttention(From = 3, Every = 4)]
            [GeGlu(64, Tanh = true), RmsNorm(UnitOffset = true, Placement = NormPlacement.Sandwich)]
            [Rope(1_000_000, Scaling = RopeScaling.Linear, Factor = 8), Rope(From = 0, Except = new[] { 3 }), HuggingFace("gemma3_text")]
            """,
            """
            "model_type": "gemma3_text", "num_hidden_layers": 4, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4, "num_key_value_heads": 2,
            "head_dim": 16, "query_pre_attn_scalar": 16, "intermediate_size": 64, "sliding_window": 6, "sliding_window_pattern": 4, "rope_theta": 1e6, "rope_scaling": {"rope_type": "linear", "factor": 8.0}
            """
        },
        {
            """
            [Decoder(Layers = 2, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true)]
            [Mha(4, Bias = AttentionBias.All), Mlp(128, MlpActivation.GeluTanh, Bias = true), LayerNorm, Learned]
            [Dropout(Embedding = 0.1, Residual = 0.1, Attention = 0.1), HuggingFace("gpt2")]
            """,
            """
            "model_type": "gpt2", "n_layer": 2, "n_embd": 32, "vocab_size": 96, "n_positions": 64, "n_head": 4
            """
        },
        {
            """
            [Decoder(Layers = 3, Hidden = 32, Vocab = 96, Positions = 64)]
            [Mla(4, 16, 8, 4, 8, QueryRank = 24), Rope(Interleaved = true), RmsNorm, HuggingFace("deepseek_v3")]
            [SwiGlu(64, To = 1)]
            [Moe(8, 3, 24, From = 1, SharedInner = 24, Sigmoid = true, Normalise = true, Scale = 2.5, CorrectionBias = true, Groups = 4, GroupsChosen = 2, GroupsByTwoBest = true)]
            """,
            """
            "model_type": "deepseek_v3", "num_hidden_layers": 3, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4, "q_lora_rank": 24,
            "kv_lora_rank": 16, "qk_nope_head_dim": 8, "qk_rope_head_dim": 4, "v_head_dim": 8, "intermediate_size": 64, "moe_intermediate_size": 24, "n_routed_experts": 8,
            "num_experts_per_tok": 3, "n_shared_experts": 1, "first_k_dense_replace": 1, "n_group": 4, "topk_group": 2
            """
        },
        {
            """
            [Decoder(Layers = 4, Hidden = 32, Vocab = 96, Positions = 64, TiedEmbeddings = true, LogitMultiplier = 0.25)]
            [Gqa(4, 2), SlidingWindow(6), FullAttention(From = 3), SwiGlu(64), LayerNorm(Bias = false, Placement = NormPlacement.Parallel)]
            [Rope(Interleaved = true), NoPosition(From = 3), HuggingFace("cohere2")]
            """,
            """
            "model_type": "cohere2", "num_hidden_layers": 4, "hidden_size": 32, "vocab_size": 96, "max_position_embeddings": 64, "num_attention_heads": 4, "num_key_value_heads": 2,
            "intermediate_size": 64, "sliding_window": 6, "logit_scale": 0.25
            """
        },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void A_declaration_of_a_family_is_the_one_of_its_configuration(string attributes, string members)
    {
        var declared = GeneratorRun.Emit($"using Llm.Gen;\n\nnamespace Examples;\n\n{attributes}\npublic partial record Same;");
        var config = ModelConfig.Parse($"{{ {members} }}");

        var emitted = ModelEmitter.Emit(new ModelDeclaration { Namespace = "Examples", Name = "Same", Architecture = config.Architecture });

        Assert.Equal(emitted.Select(file => (file.HintName, file.Text)), declared.Select(file => (file.HintName, file.SourceText.ToString())));
    }
}
