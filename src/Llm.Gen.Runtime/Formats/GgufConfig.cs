using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Llm.Gen.Runtime.Formats;

/// <summary>The config.json that a Hugging Face folder of a GGUF file's model would have.</summary>
internal static class GgufConfig
{
    private const string SupportedFamily = "llama";
    private const float UsualRopeBase = 10_000;

    // What a plain Llama does not have; read as if it were one, the model would talk nonsense.
    private static readonly string[] RefusedKeys = ["llama.rope.scaling.", "llama.expert_", "llama.attention.sliding_window"];

    private static readonly (string Config, string Metadata)[] SpecialTokens =
    [
        ("bos_token_id", "tokenizer.ggml.bos_token_id"),
        ("eos_token_id", "tokenizer.ggml.eos_token_id"),
        ("pad_token_id", "tokenizer.ggml.padding_token_id"),
    ];

    /// <summary>Derives the text from metadata and tensors.</summary>
    /// <exception cref="InvalidDataException">The architecture is not supported, or a fact is missing.</exception>
    public static string Derive(GgufFile file)
    {
        CheckFamily(file);
        var embedding = Matrix(file, "token_embd.weight");
        var hidden = Integer(file, "llama.embedding_length");
        var heads = Integer(file, "llama.attention.head_count");
        if (heads < 1)
            throw new InvalidDataException($"{file.Path}: llama.attention.head_count is {heads}; at least 1 was expected.");

        var headSize = Integer(file, "llama.attention.key_length", hidden / heads);
        CheckRotation(file, headSize);

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("architectures");
            json.WriteStringValue("LlamaForCausalLM");
            json.WriteEndArray();
            json.WriteBoolean("attention_bias", file.TryFind("blk.0.attn_q.bias", out _));
            json.WriteNumber("head_dim", headSize);
            json.WriteString("hidden_act", "silu");
            json.WriteNumber("hidden_size", hidden);
            json.WriteNumber("intermediate_size", Integer(file, "llama.feed_forward_length"));
            json.WriteNumber("max_position_embeddings", Integer(file, "llama.context_length"));
            json.WriteBoolean("mlp_bias", file.TryFind("blk.0.ffn_up.bias", out _));
            json.WriteString("model_type", SupportedFamily);
            json.WriteNumber("num_attention_heads", heads);
            json.WriteNumber("num_hidden_layers", Integer(file, "llama.block_count"));
            json.WriteNumber("num_key_value_heads", Integer(file, "llama.attention.head_count_kv", heads));
            WriteFloat(json, "rms_norm_eps", Float(file, "llama.attention.layer_norm_rms_epsilon", null));
            WriteFloat(json, "rope_theta", Float(file, "llama.rope.freq_base", UsualRopeBase));
            json.WriteBoolean("tie_word_embeddings", !file.TryFind("output.weight", out _));
            json.WriteString("torch_dtype", "float32");
            json.WriteNumber("vocab_size", embedding.Shape[0]);
            foreach (var (key, source) in SpecialTokens)
            {
                if (file.Metadata.ContainsKey(source))
                    json.WriteNumber(key, Integer(file, source));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void CheckFamily(GgufFile file)
    {
        if (!file.Metadata.TryGetValue("general.architecture", out var family))
            throw new InvalidDataException($"{file.Path}: no general.architecture; the metadata does not say what model this is.");
        if (family.Value is not SupportedFamily)
            throw new InvalidDataException($"{file.Path}: architecture '{family.Value}'; GGUF files of '{SupportedFamily}' can be read.");

        var refused = file.Metadata.Keys.FirstOrDefault(key => RefusedKeys.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
        if (refused is not null)
            throw new InvalidDataException($"{file.Path}: {refused} is set; scaled rotary positions, windows and experts cannot be read from GGUF.");
    }

    private static void CheckRotation(GgufFile file, long headSize)
    {
        var rotated = Integer(file, "llama.rope.dimension_count", headSize);
        if (rotated != headSize)
            throw new InvalidDataException($"{file.Path}: {rotated} of {headSize} columns of a head are rotated; only whole heads can be read from GGUF.");
    }

    private static StoredTensor Matrix(GgufFile file, string name) =>
        file.TryFind(name, out var tensor) && tensor.Shape.Count == 2
            ? tensor
            : throw new InvalidDataException($"{file.Path}: no matrix {name}; the file holds no whole model.");

    private static long Integer(GgufFile file, string key, long? usual = null)
    {
        if (!file.Metadata.TryGetValue(key, out var value))
            return usual ?? throw new InvalidDataException($"{file.Path}: no {key}; the metadata does not describe the model fully.");

        return value.Value switch
        {
            uint number => number,
            int number and >= 0 => number,
            ulong number and <= long.MaxValue => (long)number,
            long number and >= 0 => number,
            ushort number => number,
            byte number => number,
            _ => throw new InvalidDataException($"{file.Path}: {key} is {value.Type} {Printable.Of($"{value.Value}")}; one integer was expected."),
        };
    }

    private static float Float(GgufFile file, string key, float? usual)
    {
        if (!file.Metadata.TryGetValue(key, out var value))
            return usual ?? throw new InvalidDataException($"{file.Path}: no {key}; the metadata does not describe the model fully.");

        return value.Value is float number && float.IsFinite(number)
            ? number
            : throw new InvalidDataException($"{file.Path}: {key} is {value.Type} {Printable.Of($"{value.Value}")}; a finite 32-bit float was expected.");
    }

    // The shortest decimal that reads back as the same float32: 1E-05, not 9.999999747378752e-06.
    private static void WriteFloat(Utf8JsonWriter json, string name, float value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            .ToString("0.0###################", CultureInfo.InvariantCulture));
    }
}
