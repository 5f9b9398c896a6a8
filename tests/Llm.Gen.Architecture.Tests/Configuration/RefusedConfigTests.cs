namespace Llm.Gen.Architectures.Tests;

public sealed class RefusedConfigTests
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["model_type"] = "\"llama\"",
        ["num_hidden_layers"] = "2",
        ["hidden_size"] = "32",
        ["vocab_size"] = "96",
        ["max_position_embeddings"] = "64",
        ["num_attention_heads"] = "4",
        ["intermediate_size"] = "64",
        ["rms_norm_eps"] = "1e-06",
    };

    [Theory]
    [InlineData("num_hidden_layers", "a whole number")]
    [InlineData("hidden_size", "a whole number")]
    [InlineData("vocab_size", "a whole number")]
    [InlineData("num_attention_heads", "a whole number")]
    [InlineData("intermediate_size", "a whole number")]
    [InlineData("rms_norm_eps", "a number")]
    [InlineData("model_type", "the name of a family, \"llama\" say")]
    public void A_missing_key_is_named(string key, string expected)
    {
        var message = Refuse(Plain.Where(member => member.Key != key));

        Assert.Equal($"{key} is missing; expected {expected}; add it; the file may belong to another kind of model.", message);
    }

    [Theory]
    [InlineData("hidden_size", "\"32\"", "hidden_size is \"32\" (line 1, column 17); expected a whole number of 32 bits; correct it.")]
    [InlineData("hidden_size", "32.5", "hidden_size is 32.5 (line 1, column 17); expected a whole number of 32 bits; correct it.")]
    [InlineData("hidden_size", "1e10", "hidden_size is 1e10 (line 1, column 17); expected a whole number of 32 bits; correct it.")]
    [InlineData("hidden_size", "-32", "hidden_size is -32; expected a number from 1 to 268435456; set hidden_size.")]
    [InlineData("hidden_size", "34", "hidden_size 34 cannot be split over 4 heads; expected a whole head size; use a multiple of 4, or set head_dim.")]
    [InlineData("num_hidden_layers", "2000000000", "num_hidden_layers is 2000000000; expected a number from 1 to 10000; set num_hidden_layers.")]
    [InlineData("num_key_value_heads", "3", "4 query heads cannot share 3 key and value heads; each must serve the same number of query heads; set num_key_value_heads to a divisor of 4.")]
    [InlineData("head_dim", "5", "head_dim 5 is odd; rotary positions turn the columns of a head in pairs; choose num_attention_heads or head_dim so that it is even.")]
    [InlineData("tie_word_embeddings", "1", "tie_word_embeddings is 1 (line 1, column 25); expected true or false; correct it.")]
    [InlineData("rms_norm_eps", "[]", "rms_norm_eps is [] (line 1, column 18); expected a number; correct it.")]
    [InlineData("eos_token_id", "[1, \"x\"]", "eos_token_id is [1, \"x\"] (line 1, column 18); expected a token id, or an array of them; correct it.")]
    [InlineData("hidden_act", "\"tanh\"", "hidden_act is \"tanh\" (line 1, column 16); expected one of silu, swish, gelu, gelu_python, gelu_pytorch_tanh, gelu_new, relu, sigmoid, linear; correct it.")]
    [InlineData("torch_dtype", "\"float8\"", "torch_dtype is \"float8\" (line 1, column 17); expected one of float32, bfloat16, float16; correct it.")]
    public void A_wrong_value_is_named_with_its_place(string key, string value, string message)
    {
        Assert.Equal(message, Refuse(First(key, value)));
    }

    [Theory]
    [InlineData("rope_scaling", "{\"rope_type\": \"longlong\", \"factor\": 4.0}", "expected rope_type \"default\", \"linear\", \"dynamic\", \"yarn\", \"llama3\", \"longrope\", the scalings that are supported")]
    [InlineData("rope_scaling", "{\"type\": \"mrope\"}", "expected rope_type \"default\", \"linear\", \"dynamic\", \"yarn\", \"llama3\", \"longrope\", the scalings that are supported")]
    [InlineData("rope_parameters", "{\"rope_type\": \"default\", \"rope_theta\": 1e4, \"factor\": 4.0}", "expected no factor for rope_type \"default\", which has no further keys")]
    [InlineData("rope_parameters", "{\"rope_type\": \"linear\", \"factor\": 4.0, \"beta_fast\": 32}", "expected no beta_fast for rope_type \"linear\", whose keys are factor")]
    [InlineData("rope_scaling", "{\"type\": \"dynamic\", \"factor\": 2.0, \"original_max_position_embeddings\": 16}", "expected no original_max_position_embeddings for rope_type \"dynamic\", whose keys are factor")]
    [InlineData("rope_scaling", "{\"type\": \"linear\", \"factor\": 2.0, \"partial_rotary_factor\": 0.5}", "expected no partial_rotary_factor for rope_type \"linear\", whose keys are factor")]
    [InlineData("sliding_window", "4096", "expected null, since the family \"llama\" is supported without it")]
    [InlineData("hidden_dropout", "0.1", "expected 0.0 or null, since the family \"llama\" is supported without it")]
    [InlineData("partial_rotary_factor", "0.5", "expected 1.0 or null, since the family \"llama\" is supported without it")]
    [InlineData("layer_types", "[\"full_attention\", \"sliding_attention\"]", "expected [\"full_attention\", ..], since the family \"llama\" is supported without it")]
    public void What_would_change_the_model_is_refused_by_key_and_value(string key, string value, string expected)
    {
        Assert.Equal($"{key} is {value} (line 1, column {key.Length + 6}); {expected}; use a model without it.", Refuse(First(key, value)));
    }

    [Theory]
    [InlineData("\"lama\"")]
    public void An_unsupported_family_is_answered_with_the_nearest(string family)
    {
        Assert.Equal($"model_type {family} is not supported; its keys and its tensors' names are not known; the nearest declaration is that of \"llama\".", Refuse(First("model_type", family)));
    }

    [Theory]
    [InlineData("{\"rope_type\": \"linear\"}", "rope_scaling.factor is missing; expected a number; add it; the file may belong to another kind of model.")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": \"4\"}", "rope_scaling.factor is \"4\" (line 1, column 52); expected a number; correct it.")]
    [InlineData("{\"rope_type\": \"linear\", \"factor\": 0.5}", "factor is 5e-1; expected a number from 1 to 1e6; set it to how many times as far positions reach.")]
    [InlineData("{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 1, \"high_freq_factor\": 4}", "rope_scaling.original_max_position_embeddings is missing; expected a whole number; add it; the file may belong to another kind of model.")]
    [InlineData("{\"rope_type\": \"yarn\", \"factor\": 8, \"truncate\": 0}", "rope_scaling.truncate is 0 (line 1, column 65); expected true or false; correct it.")]
    [InlineData("{\"rope_type\": \"yarn\", \"type\": \"linear\", \"factor\": 8}", "rope_scaling.rope_type is yarn and rope_scaling.type is linear; expected the same in both spellings; remove the wrong one.")]
    public void A_scaling_that_is_incomplete_or_wrong_is_refused(string scaling, string message)
    {
        Assert.Equal(message, Refuse(First("rope_scaling", scaling)));
    }

    [Fact]
    public void Two_spellings_must_agree()
    {
        Assert.Equal("rope_scaling is {\"type\": \"linear\", \"factor\": 2} and rope_parameters is {\"rope_type\": \"default\"}; expected the same in both spellings; remove the wrong one.",
            Refuse([.. Plain, new("rope_scaling", "{\"type\": \"linear\", \"factor\": 2}"), new("rope_parameters", "{\"rope_type\": \"default\"}")]));
        Assert.Equal("rope_theta is 10000.0 and rope_parameters.rope_theta is 20000.0; expected the same in both spellings; remove the wrong one.",
            Refuse([.. Plain, new("rope_theta", "1e4"), new("rope_parameters", "{\"rope_theta\": 20000}")]));
        Assert.Equal("torch_dtype is float32 and dtype is bfloat16; expected the same in both spellings; remove the wrong one.",
            Refuse([.. Plain, new("torch_dtype", "\"float32\""), new("dtype", "\"bfloat16\"")]));
    }

    [Theory]
    [InlineData("not JSON", "The configuration is not JSON (line 1, column 1): 'n' begins no value; expected null; correct it.")]
    [InlineData("[1]", "The configuration is an array; expected a JSON object; check that the file is a config.json.")]
    public void What_is_no_object_is_refused(string text, string message)
    {
        var error = Assert.Throws<ArchitectureException>(() => ModelConfig.Parse(text));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Assert.Null(ModelConfig.TryParse(Text(Plain.Where(member => member.Key is not ("hidden_size" or "vocab_size"))), out var errors));

        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Equal("LLMC002", error.Id));
    }

    [Fact]
    public void Foreign_text_does_not_drown_the_message()
    {
        var (text, number) = (new string('x', 100_000), new string('9', 200_000));
        foreach (var (key, value) in new[] { ("hidden_act", $"\"{text}\""), ("hidden_size", number), ("rms_norm_eps", $"0.{number}e1"), ("model_type", $"\"{text}\""), (text, $"1, \"{text}\": 1") })
            Assert.True(Refuse(First(key, value)).Length < 1_000);
    }

    [Theory]
    [InlineData("\\u001b[31mlama", "\\u001b[31mlama")]
    [InlineData("a\\nb", "a\\u000ab")]
    [InlineData("\\u202e", "\\u202e")]
    [InlineData("\\u0085\\u2028", "\\u0085\\u2028")]
    [InlineData("\\ud83e\\udd99", "\\ud83e\\udd99")]
    [InlineData("\u00e9t\u00e9", "\u00e9t\u00e9")]
    public void What_a_terminal_would_obey_is_escaped(string word, string shown)
    {
        Assert.StartsWith($"model_type \"{shown}\" is not supported;", Refuse(First("model_type", $"\"{word}\"")));
        Assert.Contains($"torch_dtype is {shown} and", Refuse([.. Plain, new("torch_dtype", $"\"{word}\""), new("dtype", "\"float32\"")]));
        var config = ModelConfig.Parse(Text([.. Plain, new(word, "1")]));
        Assert.Equal(shown, Assert.Single(config.UnknownKeys).Key);
    }

    private static IEnumerable<KeyValuePair<string, string>> First(string key, string value) =>
        Plain.Where(member => member.Key != key).Prepend(new(key, value));

    private static string Refuse(IEnumerable<KeyValuePair<string, string>> members) =>
        Assert.Throws<ArchitectureException>(() => ModelConfig.Parse(Text(members))).Message;

    private static string Text(IEnumerable<KeyValuePair<string, string>> members) =>
        "{" + string.Join(", ", members.Select(member => $"\"{member.Key}\": {member.Value}")) + "}";
}
