using System.Text;
using System.Text.Json;

namespace Llm.Gen.Runtime;

/// <summary>Writes adapter_config.json, its keys in the order of the alphabet as PEFT has them.</summary>
internal static class AdapterConfigWriter
{
    /// <summary>The text of the file.</summary>
    /// <param name="config">What it says.</param>
    /// <param name="isTransposed">Whether the base stores its matrices [In, Out].</param>
    public static string Write(AdapterConfig config, bool isTransposed)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json, config, isTransposed);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, AdapterConfig config, bool isTransposed)
    {
        json.WriteStartObject();
        Entries(json, "alpha_pattern", config.AlphaPattern, json.WriteNumberValue);
        json.WriteString("base_model_name_or_path", config.BaseModel);
        json.WriteString("bias", config.Bias switch { AdapterBias.All => "all", AdapterBias.LoraOnly => "lora_only", _ => "none" });
        if (config.KeepsTies)
            json.WriteBoolean("ensure_weight_tying", true);
        Names(json, "exclude_modules", config.ExcludePattern, config.ExcludeModules);
        json.WriteBoolean("fan_in_fan_out", isTransposed);
        json.WriteBoolean("inference_mode", true);
        json.WriteBoolean("init_lora_weights", true);
        Names(json, "layers_pattern", null, config.LayersPattern);
        List(json, "layers_to_transform", config.Layers, json.WriteNumberValue);
        json.WriteNumber("lora_alpha", config.Alpha);
        json.WriteNumber("lora_dropout", config.Dropout);
        Names(json, "modules_to_save", null, config.ModulesToSave);
        json.WriteString("peft_type", "LORA");
        json.WriteNumber("r", config.Rank);
        Entries(json, "rank_pattern", config.RankPattern, json.WriteNumberValue);
        Names(json, "target_modules", config.TargetModules is [AdapterConfig.AllLinear] ? config.TargetPattern ?? AdapterConfig.AllLinear : config.TargetPattern, config.TargetModules);
        json.WriteString("task_type", "CAUSAL_LM");
        Tokens(json, config.TrainableTokens);
        json.WriteBoolean("use_dora", config.LearnsMagnitude);
        json.WriteBoolean("use_rslora", config.UsesRootOfRank);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string key, string? pattern, IReadOnlyList<string> names)
    {
        if (pattern is not null)
            json.WriteString(key, pattern);
        else
            List(json, key, names, json.WriteStringValue);
    }

    private static void List<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Action<T> write)
    {
        json.WritePropertyName(key);
        if (items.Count == 0)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartArray();
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void Entries<T>(Utf8JsonWriter json, string key, IReadOnlyList<KeyValuePair<string, T>> entries, Action<T> write)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in entries)
        {
            json.WritePropertyName(name);
            write(value);
        }
        json.WriteEndObject();
    }

    private static void Tokens(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, IReadOnlyList<int>>> tokens)
    {
        const string key = "trainable_token_indices";
        if (tokens is [] or [{ Key: TokenRows.UsualModule }])
        {
            List(json, key, tokens is [var one] ? one.Value : [], json.WriteNumberValue);
            return;
        }
        json.WriteStartObject(key);
        foreach (var (name, ids) in tokens)
            List(json, name, ids, json.WriteNumberValue);
        json.WriteEndObject();
    }
}
