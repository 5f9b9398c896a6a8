namespace Llm.Gen.Architectures.Tests;

/// <summary>An error names the key that the file has, in whatever family.</summary>
public sealed class ConfigSpellingTests
{
    private static readonly Dictionary<string, (string Key, string Value)[]> Keys = new()
    {
        ["gpt2"] = [("vocab_size", "96"), ("n_positions", "64"), ("n_embd", "32"), ("n_head", "4"), ("n_layer", "2")],
        ["gptj"] = [("vocab_size", "96"), ("n_positions", "64"), ("n_embd", "32"), ("n_head", "4"), ("n_layer", "2")],
        ["opt"] = [("vocab_size", "96"), ("hidden_size", "32"), ("num_attention_heads", "4"), ("num_hidden_layers", "2"), ("ffn_dim", "64")],
        ["gpt_neo"] = [("vocab_size", "96"), ("hidden_size", "32"), ("num_heads", "4"), ("num_layers", "2"), ("attention_types", "[[[\"local\"], 2]]")],
    };

    [Theory]
    [InlineData("gpt2", "n_layer", "0", "n_layer is 0;")]
    [InlineData("gpt2", "n_embd", "0", "n_embd is 0;")]
    [InlineData("gpt2", "n_embd", "34", "n_embd 34 cannot be split over 4 heads; expected a whole head size; use a multiple of 4.")]
    [InlineData("gpt2", "n_inner", "-1", "n_inner is -1;")]
    [InlineData("gpt2", "n_positions", "0", "n_positions is 0;")]
    [InlineData("gpt2", "layer_norm_epsilon", "0", "layer_norm_epsilon 0e+0 is no small positive number;")]
    [InlineData("gptj", "rotary_dim", "3", "rotary_dim gives 3 rotated columns of a head of 8;")]
    [InlineData("gpt_neo", "num_heads", "0", "num_heads is 0;")]
    [InlineData("gpt_neo", "window_size", "0", "window_size is 0;")]
    [InlineData("opt", "word_embed_proj_dim", "0", "word_embed_proj_dim is 0;")]
    [InlineData("opt", "ffn_dim", "0", "ffn_dim is 0;")]
    [InlineData("gpt_neox", "rotary_pct", "2.0", "rotary_pct gives 16 rotated columns of a head of 8;")]
    [InlineData("gpt_neox", "rotary_emb_base", "0.5", "rotary_emb_base 5e-1 is no base of frequencies;")]
    [InlineData("gpt_neox", "rope_theta", "0.5", "rope_theta 5e-1 is no base of frequencies;")]
    [InlineData("phi", "layer_norm_eps", "2", "layer_norm_eps 2e+0 is no small positive number;")]
    [InlineData("mixtral", "num_local_experts", "0", "num_local_experts is 0;")]
    [InlineData("qwen3_moe", "num_local_experts", "1", "A token passes through 2 of 1 experts; expected no more than there are; lower num_experts_per_tok.")]
    [InlineData("gpt_oss", "experts_per_token", "0", "num_experts_per_tok is 2 and experts_per_token is 0;")]
    [InlineData("deepseek_v3", "intermediate_size", "0", "intermediate_size is 0;")]
    [InlineData("falcon", "num_attention_heads", "5", "hidden_size 32 cannot be split over 5 heads; expected a whole head size; use a multiple of 5.")]
    [InlineData("gemma3_text", "rope_local_base_freq", "0", "rope_local_base_freq is 0 ")]
    [InlineData("gemma2", "query_pre_attn_scalar", "0", "query_pre_attn_scalar is 0 ")]
    [InlineData("granite", "logits_scaling", "0.0", "logits_scaling is 0.0 ")]
    public void An_error_names_the_key_of_the_file(string family, string key, string value, string found)
    {
        var text = Keys.TryGetValue(family, out var own)
            ? ConfigTexts.Whole(family, [(key, value), .. own.Where(member => member.Key != key)])
            : ConfigTexts.Of(family, (key, value));

        Assert.StartsWith(found, ConfigTexts.Refuse(text));
    }

    [Theory]
    [InlineData("heads", "0", "heads is 0;")]
    [InlineData("inner", "0", "inner is 0;")]
    [InlineData("epsilon", "0", "epsilon 0e+0 is no small positive number;")]
    public void So_does_one_about_the_librarys_own_family(string key, string value, string found)
    {
        var own = new ModelConfig { Architecture = Architectures.Tiny with { Family = ModelFamily.Own.Name } };
        var text = System.Text.RegularExpressions.Regex.Replace(own.ToJson(), $"\"{key}\": [^,\n]+", $"\"{key}\": {value}");

        Assert.StartsWith(found, ConfigTexts.Refuse(text));
    }
}
