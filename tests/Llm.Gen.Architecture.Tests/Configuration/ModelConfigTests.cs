namespace Llm.Gen.Architectures.Tests;

public sealed class ModelConfigTests
{
    private const string Plain =
        """
        {
          "architectures": ["LlamaForCausalLM"],
          "model_type": "llama",
          "num_hidden_layers": 2,
          "hidden_size": 32,
          "vocab_size": 96,
          "max_position_embeddings": 64,
          "num_attention_heads": 4,
          "num_key_value_heads": 2,
          "intermediate_size": 64,
          "rms_norm_eps": 1e-06
        }
        """;

    [Fact]
    public void What_is_left_out_has_the_familys_default()
    {
        var config = ModelConfig.Parse(Plain);

        Assert.Equal(Architectures.Tiny, config.Architecture);
        Assert.Equal(Architectures.Tiny.GetHashCode(), config.Architecture.GetHashCode());
        Assert.Null(config.Precision);
        Assert.Equal(new TokenIds(), config.Tokens);
        Assert.Empty(config.UnknownKeys);
    }

    [Fact]
    public void Without_key_and_value_heads_each_query_head_has_its_own()
    {
        var config = ModelConfig.Parse(Without("num_key_value_heads"));

        Assert.Equal(Architectures.Tiny.WithHeads(heads => heads with { KeyValueHeads = 4 }), config.Architecture);
    }

    [Theory]
    [InlineData("\"rope_theta\": 5e5")]
    [InlineData("\"rope_theta\": 500000, \"rope_scaling\": null")]
    [InlineData("\"rope_parameters\": {\"rope_theta\": 500000.0, \"rope_type\": \"default\"}")]
    [InlineData("\"rope_theta\": 500000.0, \"rope_parameters\": {\"rope_theta\": 500000, \"rope_type\": \"default\"}")]
    [InlineData("\"rope_theta\": 500000.0, \"rope_scaling\": {\"type\": \"default\"}")]
    public void Every_spelling_of_the_rotary_base_is_read(string member)
    {
        var config = ModelConfig.Parse(With(member));

        Assert.Equal(new RopeSpec { Theta = 500_000 }, config.Architecture.Layers[0].Position);
    }

    public static TheoryData<string, RopeScalingSpec> Scalings => new()
    {
        { "\"rope_type\": \"linear\", \"factor\": 4", new LinearScalingSpec { Factor = 4 } },
        { "\"type\": \"dynamic\", \"factor\": 2.5", new DynamicScalingSpec { Factor = 2.5 } },
        { "\"type\": \"yarn\", \"rope_type\": \"yarn\", \"factor\": 4.0, \"beta_fast\": null", new YarnScalingSpec { Factor = 4, OriginalPositions = 64 } },
        {
            "\"rope_type\": \"yarn\", \"factor\": 4, \"original_max_position_embeddings\": 16, \"beta_fast\": 16, \"beta_slow\": 2, \"attention_factor\": 1.5, \"truncate\": false",
            new YarnScalingSpec { Factor = 4, OriginalPositions = 16, BetaFast = 16, BetaSlow = 2, AttentionFactor = 1.5, Truncate = false }
        },
        {
            "\"rope_type\": \"yarn\", \"factor\": 4, \"mscale\": 1.0, \"mscale_all_dim\": 0.5, \"truncate\": true",
            new YarnScalingSpec { Factor = 4, OriginalPositions = 64, Mscale = 1, MscaleAllDimensions = 0.5 }
        },
        {
            "\"rope_type\": \"llama3\", \"factor\": 8, \"original_max_position_embeddings\": 16, \"low_freq_factor\": 1, \"high_freq_factor\": 4",
            new Llama3ScalingSpec { Factor = 8, OriginalPositions = 16, LowFrequencyFactor = 1, HighFrequencyFactor = 4 }
        },
    };

    [Theory]
    [MemberData(nameof(Scalings))]
    public void A_rotary_scaling_is_read_in_both_spellings_and_written(string members, RopeScalingSpec expected)
    {
        var older = ModelConfig.Parse(With($"\"rope_theta\": 500000.0, \"rope_scaling\": {{{members}}}"));
        var newer = ModelConfig.Parse(With($"\"rope_parameters\": {{\"rope_theta\": 500000.0, {members}}}"));

        Assert.Equal(new RopeSpec { Theta = 500_000, Scaling = expected }, older.Architecture.Layers[0].Position);
        Assert.Equal(older, newer);
        Assert.Equal(older, ModelConfig.Parse(older.ToJson()));
        Assert.Contains("rope_scaling", ConfigDifference.Between(Architectures.Tiny, older.Architecture).Select(difference => difference.Key));
    }

    [Theory]
    [InlineData("silu", GateActivation.Silu)]
    [InlineData("gelu", GateActivation.Gelu)]
    [InlineData("gelu_pytorch_tanh", GateActivation.GeluTanh)]
    [InlineData("gelu_new", GateActivation.GeluTanh)]
    [InlineData("relu", GateActivation.Relu)]
    [InlineData("sigmoid", GateActivation.Sigmoid)]
    [InlineData("linear", GateActivation.Identity)]
    public void Activations_have_the_references_names(string name, GateActivation expected)
    {
        var config = ModelConfig.Parse(With($"\"hidden_act\": \"{name}\""));

        Assert.Equal(expected, ((GatedFeedForwardSpec)config.Architecture.Layers[0].FeedForward).Activation);
    }

    [Fact]
    public void What_stands_beside_the_architecture_is_read()
    {
        var config = ModelConfig.Parse(With("\"torch_dtype\": \"bfloat16\", \"bos_token_id\": 1, \"eos_token_id\": [2, 3], \"pad_token_id\": null"));

        Assert.Equal(WeightPrecision.BFloat16, config.Precision);
        Assert.Equal(new TokenIds { Begin = 1, Ends = new([2, 3]) }, config.Tokens);
        Assert.Equal(WeightPrecision.Float16, ModelConfig.Parse(With("\"dtype\": \"float16\"")).Precision);
        Assert.Equal(new TokenIds { Ends = new([2]) }, ModelConfig.Parse(With("\"eos_token_id\": 2")).Tokens);
    }

    [Fact]
    public void A_key_that_is_not_known_is_warned_about_and_a_harmless_one_is_not()
    {
        var config = ModelConfig.Parse(With("\"use_cache\": true, \"initializer_range\": 0.02, \"attention_dropout\": 0.0, \"sliding_window\": null, \"flux\": 3"));

        Assert.Equal("Key \"flux\" is not known (line 12, column 107); expected a key of the family \"llama\"; it was not used.", Assert.Single(config.UnknownKeys).Message);
    }

    [Fact]
    public void A_canonical_file_says_everything_and_reads_as_the_same_model()
    {
        var config = new ModelConfig { Architecture = Architectures.Tiny, Precision = WeightPrecision.BFloat16, Tokens = new() { Begin = 1, Ends = new([2, 3]), Padding = 0 } };

        var json = config.ToJson();

        Assert.Equal(
            """
            {
              "architectures": [
                "LlamaForCausalLM"
              ],
              "attention_bias": false,
              "bos_token_id": 1,
              "eos_token_id": [
                2,
                3
              ],
              "head_dim": 8,
              "hidden_act": "silu",
              "hidden_size": 32,
              "intermediate_size": 64,
              "max_position_embeddings": 64,
              "mlp_bias": false,
              "model_type": "llama",
              "num_attention_heads": 4,
              "num_hidden_layers": 2,
              "num_key_value_heads": 2,
              "pad_token_id": 0,
              "rms_norm_eps": 1e-06,
              "rope_theta": 10000.0,
              "tie_word_embeddings": false,
              "torch_dtype": "bfloat16",
              "vocab_size": 96
            }
            """, json);
        Assert.Equal(config, ModelConfig.Parse(json));
    }

    [Fact]
    public void Differences_are_named_by_their_keys()
    {
        var other = (Architectures.Tiny with { TiedEmbeddings = true }).WithHeads(heads => heads with { KeyValueHeads = 1 });

        var differences = ConfigDifference.Between(Architectures.Tiny, other);

        Assert.Equal([new("tie_word_embeddings", "false", "true"), new("num_key_value_heads", "2", "1")], differences);
        Assert.Empty(ConfigDifference.Between(other, other));
    }

    private static string With(string members) => Plain.Replace("\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 1e-06,\n  " + members, StringComparison.Ordinal);

    private static string Without(string key) => string.Join("\n", Plain.Split('\n').Where(line => !line.Contains($"\"{key}\"", StringComparison.Ordinal)));
}
