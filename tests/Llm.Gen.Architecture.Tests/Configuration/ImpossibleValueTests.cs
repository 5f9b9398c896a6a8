namespace Llm.Gen.Architectures.Tests;

/// <summary>Values that are well typed and mean no model.</summary>
public sealed class ImpossibleValueTests
{
    [Theory]
    [InlineData("deepseek_v2", "first_k_dense_replace", "-1", "a whole number from 0 to 2")]
    [InlineData("deepseek_v3", "first_k_dense_replace", "3", "a whole number from 0 to 2")]
    [InlineData("deepseek_v3", "n_shared_experts", "-1", "a whole number from 0 to 131072")]
    [InlineData("deepseek_v3", "n_group", "0", "a whole number, 1 or more")]
    [InlineData("deepseek_v3", "topk_group", "-1", "a whole number, 1 or more")]
    [InlineData("deepseek_v3", "q_lora_rank", "0", "a whole number from 1 to 268435456")]
    [InlineData("deepseek_v3", "kv_lora_rank", "-8", "a whole number from 1 to 268435456")]
    [InlineData("deepseek_v3", "qk_nope_head_dim", "0", "a whole number from 1 to 268435456")]
    [InlineData("deepseek_v3", "qk_rope_head_dim", "0", "a whole number from 1 to 268435456")]
    [InlineData("deepseek_v3", "v_head_dim", "0", "a whole number from 1 to 268435456")]
    [InlineData("deepseek_v3", "moe_intermediate_size", "0", "a whole number from 1 to 268435456")]
    [InlineData("qwen2_moe", "num_experts", "-1", "a whole number, 0 or more")]
    [InlineData("qwen2_moe", "num_experts_per_tok", "-1", "a whole number, 0 or more")]
    [InlineData("qwen2_moe", "mlp_only_layers", "[99]", "an array of whole numbers from 0 to 1")]
    [InlineData("qwen3_moe", "mlp_only_layers", "[-1]", "an array of whole numbers from 0 to 1")]
    [InlineData("qwen2_moe", "decoder_sparse_step", "0", "a whole number, 1 or more")]
    [InlineData("qwen3_moe", "decoder_sparse_step", "-1", "a whole number, 1 or more")]
    [InlineData("qwen3_moe", "moe_intermediate_size", "0", "a whole number, 1 or more")]
    [InlineData("qwen2_moe", "shared_expert_intermediate_size", "0", "a whole number, 1 or more")]
    [InlineData("gemma3_text", "_sliding_window_pattern", "0", "a whole number, 1 or more")]
    [InlineData("gemma3_text", "_sliding_window_pattern", "-3", "a whole number, 1 or more")]
    [InlineData("cohere2", "sliding_window_pattern", "0", "a whole number, 1 or more")]
    [InlineData("smollm3", "no_rope_layer_interval", "0", "a whole number, 1 or more")]
    [InlineData("smollm3", "no_rope_layer_interval", "-1", "a whole number, 1 or more")]
    [InlineData("smollm3", "no_rope_layers", "[2, 3]", "an array of whole numbers from 0 to 1")]
    [InlineData("qwen2", "max_window_layers", "-1", "a whole number, 0 or more")]
    [InlineData("phi3", "original_max_position_embeddings", "0", "a whole number, 1 or more")]
    [InlineData("falcon", "num_ln_in_parallel_attn", "3", "a whole number from 1 to 2")]
    public void A_value_beyond_its_bounds_is_named_with_its_place(string family, string key, string value, string expected)
    {
        var message = ConfigTexts.Refuse(ConfigTexts.Of(family, (key, value)));

        Assert.Equal($"{key} is {value} (line 1, column {key.Length + 6}); expected {expected}; correct it.", message);
    }

    [Theory]
    [InlineData("deepseek_v3", "qk_head_dim", "99", "192, which is qk_nope_head_dim and qk_rope_head_dim together")]
    [InlineData("deepseek_v3", "head_dim", "99", "64, which is qk_rope_head_dim")]
    [InlineData("deepseek_v2", "num_key_value_heads", "2", "4, which is num_attention_heads")]
    [InlineData("persimmon", "num_key_value_heads", "2", "4, which is num_attention_heads")]
    public void A_value_that_contradicts_the_keys_it_follows_from_is_named_with_them(string family, string key, string value, string expected)
    {
        var message = ConfigTexts.Refuse(ConfigTexts.Of(family, (key, value)));

        Assert.Equal($"{key} is {value} (line 1, column {key.Length + 6}); expected {expected}; correct one of the two.", message);
    }

    [Theory]
    [InlineData("deepseek_v2", "first_k_dense_replace", "2")]
    [InlineData("deepseek_v3", "first_k_dense_replace", "2")]
    [InlineData("qwen2_moe", "mlp_only_layers", "[0, 1]")]
    public void Experts_in_no_layer_are_read_and_written_as_none(string family, string key, string value)
    {
        var config = ModelConfig.Parse(ConfigTexts.Of(family, (key, value)));

        Assert.All(config.Architecture.Layers, layer => Assert.IsType<GatedFeedForwardSpec>(layer.FeedForward));
        Assert.Equal(config, ModelConfig.Parse(config.ToJson()));
    }
}
